package org.bytestill.run;

import java.util.List;

/**
 * The metrics of a run: a table of training updates, a table of evaluations, and the resume points. The training thread writes, others
 * poll.
 */
public interface MetricLog {
    /** One row per update, without those that a resume abandoned. */
    MetricTable training();

    /** One row per evaluation: validation token and byte loss, bits per byte, agreement with the teacher. */
    MetricTable evaluation();

    /** Updates lost at a resume, since they came after the checkpoint: charts show them, they are no longer part of the run. */
    MetricTable abandoned();

    /** Resume points: the updates of the checkpoints that the run was resumed from, oldest first. */
    List<Integer> resumePoints();
}
