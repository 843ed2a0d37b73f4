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
        if (!expected.stream().map(row -> row.length).toList().equals(found.stream().map(row -> row.length).toList())) {
            return new HeadComparison(predicts, expected.size(), Double.POSITIVE_INFINITY, 0, Double.POSITIVE_INFINITY, bounds);
        }
        int equal = 0;
        double largest = 0;
        double bits = 0;
        for (int position = 0; position < expected.size(); position++) {
            double[] p = softmax(expected.get(position));
            double[] q = softmax(found.get(position));
            largest = largest(largest, expected.get(position), found.get(position));
            equal += Divergence.top1(p) == Divergence.top1(q) ? 1 : 0;
            bits += Divergence.klBits(p, q);
        }
        int positions = expected.size();
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
