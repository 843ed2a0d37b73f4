package org.bytestill.export;

import java.util.List;
import java.util.Locale;
import org.bytestill.bytes.Divergence;

/**
 * The logits of one head of a checkpoint and of its export, compared at every position of the probe texts.
 *
 * @param predicts              what the head predicts: {@code token} or {@code byte}
 * @param positions             distributions compared
 * @param maxAbsLogitDifference largest difference of a logit
 * @param top1Equal             share of positions with the same most probable outcome
 * @param klBits                mean KL(checkpoint || export), in bits
 * @param bounds                what these may be at most
 */
public record HeadComparison(String predicts, int positions, double maxAbsLogitDifference, double top1Equal, double klBits,
        ProofBounds bounds) {
    /** True if the differences are within the bounds; a NaN is not. */
    public boolean agrees() {
        return maxAbsLogitDifference <= bounds.logitDifference() && top1Equal >= bounds.top1Equal() && klBits <= bounds.klBits();
    }

    /** What was found, as the end of a sentence. */
    String found() {
        return String.format(Locale.ROOT, "largest logit difference %.2g, same most probable %s at %.1f %%", maxAbsLogitDifference,
                predicts, 100 * top1Equal);
    }

    /**
     * @param expected logits of the checkpoint, one array a position
     * @param found    logits of the export; of another shape they differ without bound
     */
    static HeadComparison between(String predicts, List<float[]> expected, List<float[]> found, ProofBounds bounds) {
        Running running = new Running(predicts, bounds);
        running.add(expected, found);
        return running.result();
    }

    /** A comparison in the making, so that memory holds the logits of one text. */
    static final class Running {
        private final String predicts;
        private final ProofBounds bounds;
        private int positions;
        private int equal;
        private double largest;
        private double bits;

        Running(String predicts, ProofBounds bounds) {
            this.predicts = predicts;
            this.bounds = bounds;
        }

        String predicts() {
            return predicts;
        }

        /** Adds the positions of a text. */
        void add(List<float[]> expected, List<float[]> found) {
            for (int position = 0; position < expected.size(); position++) {
                add(expected.get(position), position < found.size() ? found.get(position) : new float[0]);
            }
            largest = found.size() > expected.size() ? Double.POSITIVE_INFINITY : largest;
        }

        /** Adds a position; a row of another length differs without bound. */
        void add(float[] expected, float[] found) {
            positions++;
            if (expected.length != found.length) {
                largest = Double.POSITIVE_INFINITY;
                bits = Double.POSITIVE_INFINITY;
                return;
            }
            double[] p = softmax(expected);
            double[] q = softmax(found);
            largest = largest(largest, expected, found);
            equal += Divergence.top1(p) == Divergence.top1(q) ? 1 : 0;
            bits += Divergence.klBits(p, q);
        }

        HeadComparison result() {
            return new HeadComparison(predicts, positions, largest, (double) equal / positions, bits / positions, bounds);
        }

        private static double largest(double before, float[] expected, float[] found) {
            double largest = before;
            for (int i = 0; i < expected.length; i++) {
                double difference = Math.abs((double) expected[i] - found[i]);
                // NaN must not pass for small.
                largest = difference <= largest ? largest : Double.isNaN(largest) ? largest : difference;
            }
            return largest;
        }
    }

    private static double[] softmax(float[] logits) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        double[] p = new double[logits.length];
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            p[i] = Math.exp(logits[i] - largest);
            sum += p[i];
        }
        for (int i = 0; i < p.length; i++) {
            p[i] /= sum;
        }
        return p;
    }
}
