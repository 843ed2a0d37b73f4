package org.bytestill.engine.run;

import java.util.Map;
import java.util.function.LongSupplier;
import org.bytestill.engine.cost.PhaseCost;
import org.bytestill.engine.machine.ProcessMemory;
import org.bytestill.run.Metric;
import org.bytestill.run.RunState;

/**
 * Measures what a run uses: seconds of its parts, and the most memory held while converting and while training. For the training thread,
 * which tells it what happens.
 */
final class RunMeter {
    private final LongSupplier nanos;
    private RunState state = RunState.LOADING;
    private long since;
    private double convertSeconds;
    private double evaluationSeconds;
    private int evaluations;
    private double activeSeconds;
    private final Mean warmUp = new Mean();
    private final Mean updates = new Mean();
    private long convertBytes;
    private long trainBytes;

    /**
     * @param nanos         a clock
     * @param activeSeconds of the run before this process took it up
     */
    RunMeter(LongSupplier nanos, double activeSeconds) {
        this.nanos = nanos;
        this.activeSeconds = activeSeconds;
        since = nanos.getAsLong();
        ProcessMemory.forgetPeak();
    }

    /** Seconds of updates; the first of a kind compiles, so it counts only where there is no other. */
    private static final class Mean {
        private double first = Double.NaN;
        private double sum;
        private int count;

        void add(double seconds) {
            if (Double.isNaN(first)) {
                first = seconds;
            } else {
                sum += seconds;
                count++;
            }
        }

        double value() {
            return count == 0 ? first : sum / count;
        }
    }

    /** What follows is training: its most memory is counted from here. */
    void trains() {
        enter(RunState.LOADING);
        convertBytes = convertSeconds > 0 ? peak() : 0;
        ProcessMemory.forgetPeak();
    }

    /** The run is in a state from now on. */
    void enter(RunState now) {
        double seconds = (nanos.getAsLong() - since) / 1e9;
        if (state == RunState.CONVERTING) {
            convertSeconds += seconds;
        } else if (state == RunState.EVALUATING || state == RunState.SAVING) {
            evaluationSeconds += seconds;
        }
        if (now == RunState.EVALUATING && state != now) {
            evaluations++;
        }
        state = now;
        since = nanos.getAsLong();
    }

    /** @param isWarmUp whether the update was one of step 1 */
    void trained(Map<Metric, Double> row, boolean isWarmUp) {
        double now = row.getOrDefault(Metric.ACTIVE_SECONDS, Double.NaN);
        (isWarmUp ? warmUp : updates).add(now - activeSeconds);
        activeSeconds = now;
        trainBytes = peak();
    }

    private static long peak() {
        return ProcessMemory.peak().orElse(0);
    }

    /**
     * What was used until now.
     *
     * @param fromStart whether all of the text was read by this process
     */
    PhaseCost used(boolean fromStart) {
        return new PhaseCost(fromStart && convertSeconds > 0 ? convertSeconds : Double.NaN, warmUp.value(), updates.value(),
                evaluations > 0 ? evaluationSeconds / evaluations : Double.NaN, convertBytes, trainBytes);
    }
}
