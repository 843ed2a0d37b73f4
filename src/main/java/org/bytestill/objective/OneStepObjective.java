package org.bytestill.objective;

import org.bytestill.config.RunConfig;

/** A training objective without a byte head: the student's own token head is trained, in one step, so there is nothing to warm up. */
public interface OneStepObjective extends Objective {
    @Override
    default int byteHeadPositions(RunConfig config) {
        return 0;
    }

    @Override
    default int warmUpUpdates(RunConfig config) {
        return 0;
    }

    @Override
    default String announcement(Step step, RunConfig config) {
        return "";
    }
}
