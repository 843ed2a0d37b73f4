package org.bytestill.run;

/**
 * The training state after an update: counters, data cursor and best evaluation. Together with weights, optimizer moments and
 * configuration it determines the rest of the run, which makes a resume exact.
 *
 * @param update           updates done
 * @param documentPosition data cursor: documents taken from the shuffled order so far
 * @param bytes            bytes trained on
 * @param activeSeconds    time spent training, pauses left out
 * @param bestUpdate       the update with the lowest validation bits per byte, -1 before any evaluation
 * @param bestBitsPerByte  that value, NaN before any evaluation
 * @param bestKlBits       KL to the teacher at that update, NaN if not measured
 */
public record TrainingState(int update, long documentPosition, long bytes, double activeSeconds, int bestUpdate, double bestBitsPerByte,
        double bestKlBits) {
    public static final TrainingState START = new TrainingState(0, 0, 0, 0, -1, Double.NaN, Double.NaN);

    public TrainingState afterUpdate(int documents, long moreBytes, double seconds) {
        return new TrainingState(update + 1, documentPosition + documents, bytes + moreBytes, activeSeconds + seconds, bestUpdate,
                bestBitsPerByte, bestKlBits);
    }

    public TrainingState withBest(double bitsPerByte, double klBits) {
        return new TrainingState(update, documentPosition, bytes, activeSeconds, update, bitsPerByte, klBits);
    }
}
