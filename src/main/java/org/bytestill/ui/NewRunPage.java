package org.bytestill.ui;

import java.util.function.Consumer;
import javafx.scene.Node;
import org.bytestill.engine.run.Run;
import org.bytestill.ui.runs.RunTemplate;

/** The page of the window on which a run is set up. What is typed there stays when the page is left. */
public interface NewRunPage {
    /**
     * The page, to be put into the window.
     *
     * @param started gets the run that was started or taken up again there
     * @param left    called when a person leaves the page
     */
    Node open(Consumer<Run> started, Runnable left);

    /**
     * Takes over another run, a configuration or a model, before the page is opened; what was typed can be brought back.
     *
     * @throws org.bytestill.problem.UserError if the configuration cannot be read
     */
    void startFrom(RunTemplate from);

    /** The page is no longer seen, or the program ends: keeps what was typed. */
    void keep();
}
