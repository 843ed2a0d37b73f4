package org.bytestill.train;

import org.bytestill.config.RunConfig;
import org.bytestill.objective.registry.Objectives;

/**
 * The two steps of the paper's Fig. 1 and the learning rate over them. Each step has a schedule of its own: linear warm-up
 * from 0, then linear to 0, so that a backbone that joins in step 2 is warmed up too.
 *
 * @param updates        all updates
 * @param step1Updates   how many of them are step 1
 * @param warmUpFraction share of a step over which the rate rises
 */
public record Schedule(int updates, int step1Updates, double warmUpFraction) {
    public static Schedule of(RunConfig config) {
        int step1 = Math.min(Objectives.of(config).warmUpUpdates(config), config.training().updates());
        return new Schedule(config.training().updates(), step1, config.training().warmUpFraction());
    }

    /** 1 or 2: the step to which the update after {@code done} updates belongs. */
    public int stepAfter(int done) {
        return done < step1Updates ? 1 : 2;
    }

    /** How many steps the run has. */
    public int steps() {
        return step1Updates > 0 ? 2 : 1;
    }

    /** Factor of the peak learning rate for the update after {@code done} updates. */
    public double factorAfter(int done) {
        boolean first = stepAfter(done) == 1;
        int length = first ? step1Updates : updates - step1Updates;
        int within = first ? done : done - step1Updates;
        int warmUp = (int) Math.ceil(warmUpFraction * length);
        if (within < warmUp) {
            return (within + 1.0) / warmUp;
        }
        return length == warmUp ? 1 : (double) (length - within) / (length - warmUp);
    }
}
