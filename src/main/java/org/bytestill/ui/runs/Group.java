package org.bytestill.ui.runs;

import org.bytestill.engine.run.RunSummary;
import org.bytestill.run.RunState;

/** Which runs the list shows. */
public enum Group {
    ALL, ACTIVE, DONE, ATTENTION;

    boolean holds(RunSummary run) {
        return switch (this) {
            case ALL -> true;
            case ACTIVE ->
                    run.broken().isEmpty() && (run.state().isActive() || run.state() == RunState.PAUSED || run.state() == RunState.QUEUED);
            case DONE -> run.broken().isEmpty() && run.state() == RunState.DONE;
            case ATTENTION -> Attention.isNeeded(run);
        };
    }
}
