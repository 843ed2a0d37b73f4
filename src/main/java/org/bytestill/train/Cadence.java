package org.bytestill.train;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.bytestill.config.RunConfig;
import org.bytestill.run.TrainingState;

/**
 * When a run evaluates and saves, and which evaluation is its best: the decisions of {@link Trainer} apart from what they cause. The last
 * update is always evaluated and saved; a run that is resumed counts updates from its beginning and minutes from the resume.
 */
final class Cadence {
    private final RunConfig.Evaluation evaluation;
    private final RunConfig.Checkpoint checkpoint;
    private final int updates;
    private final LongSupplier nanos;
    private int savedUpdate;
    private long savedAtNanos;

    /**
     * @param savedUpdate the update whose checkpoint the run begins from, 0 if from none
     * @param nanos       a clock that only goes forward, in nanoseconds
     */
    Cadence(RunConfig config, int savedUpdate, LongSupplier nanos) {
        this.evaluation = config.evaluation();
        this.checkpoint = config.checkpoint();
        this.updates = config.training().updates();
        this.nanos = nanos;
        saved(savedUpdate);
    }

    boolean evaluatesAfter(int update) {
        return update == updates || update % evaluation.everyUpdates() == 0;
    }

    /**
     * True if so many evaluations have followed the best one that the run is to end (early stopping). Only evaluations between updates count,
     * so that a run that was resumed ends where one that went on would.
     *
     * @param bestUpdate the update of the best evaluation, -1 before the first
     */
    boolean endsEarlyAfter(int update, int bestUpdate) {
        int since = update / evaluation.everyUpdates() - Math.max(0, bestUpdate) / evaluation.everyUpdates();
        return evaluation.stopAfterWorse() > 0 && evaluatesAfter(update) && since >= evaluation.stopAfterWorse();
    }

    boolean savesAfter(int update) {
        return update == updates || update % checkpoint.everyUpdates() == 0 || minutesAreOver();
    }

    private boolean minutesAreOver() {
        double minutes = checkpoint.everyMinutes();
        return minutes > 0 && nanos.getAsLong() - savedAtNanos >= Duration.ofMillis((long) (minutes * 60_000)).toNanos();
    }

    /** True if the state after this update is not on disk; before the first update there is nothing to save. */
    boolean isUnsaved(int update) {
        return update != 0 && update != savedUpdate;
    }

    void saved(int update) {
        savedUpdate = update;
        savedAtNanos = nanos.getAsLong();
    }

    /** True if this is the first evaluation or strictly better than all before; a value that is not a number is not. */
    static boolean isBest(double bitsPerByte, TrainingState state) {
        return !Double.isNaN(bitsPerByte) && !(bitsPerByte >= state.bestBitsPerByte());
    }
}
