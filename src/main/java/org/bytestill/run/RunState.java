package org.bytestill.run;

import java.util.EnumSet;

/** The state of a run in its life cycle. Persisted by name in {@code run.json}. */
public enum RunState {
    DRAFT, QUEUED, LOADING, CONVERTING, RUNNING, EVALUATING, SAVING, PAUSING, PAUSED, STOPPING, STOPPED, DONE, FAILED, INTERRUPTED;

    private static final EnumSet<RunState> RESUMABLE = EnumSet.of(QUEUED, PAUSED, STOPPED, FAILED, INTERRUPTED);
    private static final EnumSet<RunState> COMPUTING = EnumSet.of(CONVERTING, RUNNING, EVALUATING);
    private static final EnumSet<RunState> ENDED = EnumSet.of(QUEUED, STOPPED, DONE, FAILED, INTERRUPTED);

    /** True if the run can be resumed. */
    public boolean canResume() {
        return RESUMABLE.contains(this);
    }

    /** True if no process works on the run. */
    public boolean isEnded() {
        return ENDED.contains(this);
    }

    /** True while its device is at work: it converts, trains or evaluates. */
    public boolean isComputing() {
        return COMPUTING.contains(this);
    }

    /** True while a process computes for the run. */
    public boolean isActive() {
        return !isEnded() && this != DRAFT && this != PAUSED;
    }
}
