package org.bytestill.ui.runs;

import java.util.List;
import org.bytestill.engine.run.RunSummary;

/** What somebody may want done with runs of the list. */
interface RunVerbs {
    void open(RunSummary run);

    void resume(RunSummary run);

    /** Lays several beside each other. */
    void compare(List<RunSummary> runs);

    void rename(RunSummary run);

    /** Asks for its tags. */
    void tag(RunSummary run);

    /** Sets up a new run with its configuration. */
    void copy(RunSummary run);

    /** Computes it once more. */
    void repeat(RunSummary run);

    /** Sets up a new run from its checkpoint, over other text. */
    void goOn(RunSummary run);

    void showFolder(RunSummary run);

    void delete(List<RunSummary> runs);
}
