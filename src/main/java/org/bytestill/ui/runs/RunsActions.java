package org.bytestill.ui.runs;

import java.nio.file.Path;
import org.bytestill.engine.run.Run;

/** What the start screen asks of the window around it. */
public interface RunsActions {
    void newRun();

    /** Sets up a new run that starts from another one's configuration. */
    void newRun(RunTemplate from);

    void openFolder();

    /** Shows a folder in the system's file manager. */
    void showFolder(Path folder);

    /** The first way to look at a run. */
    void dashboard(Path folder);

    void inspector(Path folder);

    void export(Path folder);

    /** A run that was just started or resumed. */
    void show(Run run);
}
