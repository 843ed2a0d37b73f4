package org.bytestill.run;

/**
 * What was measured over a run: one table of training updates, one of evaluations, and where the run was taken up again.
 * The engine's thread writes, others poll.
 */
public interface MetricLog {
    /** One row an update of the line of updates that counts now. */
    MetricTable training();

    /** One row an evaluation: validation token and byte loss, bits per byte, agreement with the teacher. */
    MetricTable evaluation();

    /** Updates that a resume went back behind: kept for the eye, no longer part of the run. */
    MetricTable abandoned();

    /** The updates at which the run was resumed, oldest first. */
    java.util.List<Integer> resumePoints();
}
