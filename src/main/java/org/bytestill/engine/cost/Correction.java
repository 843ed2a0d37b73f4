package org.bytestill.engine.cost;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * What former runs say about the formula's figures: by which factor times differ, by how many bytes memory does.
 *
 * @param origin          where it comes from
 * @param runs            how many runs it comes from; 0 for the formula alone
 * @param convertTime     factor of the conversion's time; 1 where nothing is known
 * @param warmUpTime      of an update of step 1
 * @param updateTime      of an update of the last step
 * @param evaluationTime  of an evaluation
 * @param convertMemory   bytes to be added
 * @param trainMemory     bytes to be added
 * @param knowsTime       whether the time of an update was measured
 * @param knowsMemory     whether the memory of training was measured
 */
public record Correction(Origin origin, int runs, double convertTime, double warmUpTime, double updateTime, double evaluationTime,
        long convertMemory, long trainMemory, boolean knowsTime, boolean knowsMemory) {
    /** Where an estimate comes from, the least certain first. */
    public enum Origin {
        FORMULA, PAST_RUNS, MEASURED
    }

    /** The formula as it is. */
    public static final Correction NONE = new Correction(Origin.FORMULA, 0, 1, 1, 1, 1, 0, 0, false, false);

    /**
     * @param times  runs whose times are alike
     * @param memory runs whose memory is alike: those with the same models
     */
    static Correction of(Origin origin, List<UsedCost> times, List<UsedCost> memory) {
        double update = factor(times, PhaseCost::updateSeconds, 1);
        boolean knowsTime = times.stream().anyMatch(cost -> isRatio(ratio(cost, PhaseCost::updateSeconds)));
        boolean knowsMemory = memory.stream().anyMatch(cost -> cost.used().trainBytes() > 0);
        return new Correction(origin, times.size(), factor(times, PhaseCost::convertSeconds, update),
                factor(times, PhaseCost::warmUpSeconds, update), update, factor(times, PhaseCost::evaluationSeconds, update),
                added(memory, PhaseCost::convertBytes), added(memory, PhaseCost::trainBytes), knowsTime, knowsMemory);
    }

    /** The geometric mean of used by said. */
    private static double factor(List<UsedCost> costs, ToDoubleFunction<PhaseCost> seconds, double otherwise) {
        double mean = costs.stream().mapToDouble(cost -> ratio(cost, seconds)).filter(Correction::isRatio).map(Math::log).average()
                .orElse(Double.NaN);
        return Double.isNaN(mean) ? otherwise : Math.exp(mean);
    }

    private static double ratio(UsedCost cost, ToDoubleFunction<PhaseCost> seconds) {
        return seconds.applyAsDouble(cost.used()) / seconds.applyAsDouble(cost.said());
    }

    private static boolean isRatio(double ratio) {
        return ratio > 0 && ratio < Double.POSITIVE_INFINITY;
    }

    private static long added(List<UsedCost> costs, ToLongFunction<PhaseCost> bytes) {
        return Math.round(costs.stream().filter(cost -> bytes.applyAsLong(cost.used()) > 0 && bytes.applyAsLong(cost.said()) > 0)
                .mapToLong(cost -> bytes.applyAsLong(cost.used()) - bytes.applyAsLong(cost.said())).average().orElse(0));
    }
}
