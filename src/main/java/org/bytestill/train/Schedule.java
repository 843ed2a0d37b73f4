package org.bytestill.train;

import org.bytestill.config.RunConfig;
import org.bytestill.objective.registry.Objectives;

/**
 * The learning-rate schedule: linear warm-up, then linear decay to 0. Each of the two training steps of the paper's Fig. 1 has a schedule
 * of its own, so that a backbone that is trained from step 2 on gets a warm-up too.
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

    /** The training step, 1 or 2, of the next update after {@code done} updates. */
    public int stepAfter(int done) {
        return done < step1Updates ? 1 : 2;
    }

    /** Number of training steps, 1 or 2. */
    public int steps() {
        return step1Updates > 0 ? 2 : 1;
    }

    /** The learning rate of the next update after {@code done} updates, as a factor of the peak rate. */
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
