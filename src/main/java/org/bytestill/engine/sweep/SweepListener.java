package org.bytestill.engine.sweep;

import org.bytestill.problem.UserError;

/** What a sweep tells while it works through its queue. */
public interface SweepListener {
    /**
     * A run begins or goes on.
     *
     * @param number its place in the queue, from 1
     * @param all    runs of the queue, as far as they are known
     */
    void begins(String run, int number, int all);

    /** A run is finished, now or at an earlier call. */
    void finished(SweepRun run, boolean now);

    /** A run failed; the others go on. */
    void failed(String run, UserError why);
}
