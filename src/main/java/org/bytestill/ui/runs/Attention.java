package org.bytestill.ui.runs;

import org.bytestill.engine.run.RunSummary;
import org.bytestill.run.RunState;

/**
 * A run that will not go on by itself.
 *
 * @param run    which
 * @param reason why, in a sentence; empty if nothing more is known than its state
 */
public record Attention(RunSummary run, String reason) {
    /** True for a run that broke off, false for one that broke. */
    public boolean isWarning() {
        return run.broken().isEmpty() && run.state() == RunState.INTERRUPTED;
    }

    /** True if the cure is to resume. */
    public boolean canResume() {
        return run.broken().isEmpty() && run.state().canResume();
    }

    static boolean isNeeded(RunSummary run) {
        return !run.broken().isEmpty() || run.state() == RunState.FAILED || run.state() == RunState.INTERRUPTED;
    }
}
