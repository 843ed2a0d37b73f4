package org.bytestill.bytes;

import java.util.Arrays;

/**
 * Measures of two distributions over the same outcomes, in bits; zero probabilities give infinity where the mathematics
 * does, never NaN.
 */
public final class Divergence {
    private static final double LN2 = Math.log(2);
    /** Mass that one model may give to what another's vocabulary cannot write. */
    private static final double MOST_UNWRITABLE = 1e-4;

    private Divergence() {}

    /** Minus log2 of a probability: infinite at 0. */
    public static double surprisalBits(double probability) {
        return probability == 0 ? Double.POSITIVE_INFINITY : Math.max(0, -Math.log(probability) / LN2);
    }

    /** Entropy in bits; an outcome of probability 0 counts 0. */
    public static double entropyBits(double[] p) {
        double bits = 0;
        for (double probability : p) {
            bits += probability == 0 ? 0 : probability * surprisalBits(probability);
        }
        return bits;
    }

    /** KL(p || q) in bits: infinite if q excludes what p allows. */
    public static double klBits(double[] p, double[] q) {
        double bits = 0;
        for (int outcome = 0; outcome < p.length; outcome++) {
            bits += klContributionBits(p[outcome], q[outcome]);
        }
        // Rounding may leave a sum of nearly equal terms a little below zero.
        return Math.max(0, bits);
    }

    /** What one outcome adds to KL(p || q): p log2(p / q), which is negative where q is larger. */
    public static double klContributionBits(double p, double q) {
        if (p == 0) {
            return 0;
        }
        return q == 0 ? Double.POSITIVE_INFINITY : p * (Math.log(p) - Math.log(q)) / LN2;
    }

    /**
     * KL(p || q) in bits of two models with vocabularies of their own. One may have no token for some bytes, to which the other,
     * with tokens for all 256, gives next to nothing: SmolLM2 lacks 21. The outcomes that q excludes are left out while p gives
     * them less than 1e-4 together; else it is infinite.
     */
    public static double modelKlBits(double[] p, double[] q) {
        return Math.max(0, Arrays.stream(modelKlPartsBits(p, q)).sum());
    }

    /** What each outcome adds to {@link #modelKlBits}. */
    public static double[] modelKlPartsBits(double[] p, double[] q) {
        double excluded = 0;
        for (int outcome = 0; outcome < p.length; outcome++) {
            excluded += q[outcome] == 0 ? p[outcome] : 0;
        }
        double[] parts = new double[p.length];
        for (int outcome = 0; outcome < p.length; outcome++) {
            parts[outcome] = q[outcome] == 0 && excluded < MOST_UNWRITABLE ? 0 : klContributionBits(p[outcome], q[outcome]);
        }
        return parts;
    }

    /** Jensen-Shannon divergence in bits, from 0 to 1; finite always. */
    public static double jsdBits(double[] p, double[] q) {
        double bits = 0;
        for (int outcome = 0; outcome < p.length; outcome++) {
            double middle = (p[outcome] + q[outcome]) / 2;
            bits += (klContributionBits(p[outcome], middle) + klContributionBits(q[outcome], middle)) / 2;
        }
        return Math.min(1, Math.max(0, bits));
    }

    /** Total variation: half the sum of absolute differences, from 0 to 1. */
    public static double totalVariation(double[] p, double[] q) {
        double sum = 0;
        for (int outcome = 0; outcome < p.length; outcome++) {
            sum += Math.abs(p[outcome] - q[outcome]);
        }
        return Math.min(1, sum / 2);
    }

    /** The most probable outcome, the lowest of equals. */
    public static int top1(double[] p) {
        int best = 0;
        for (int outcome = 1; outcome < p.length; outcome++) {
            if (p[outcome] > p[best]) {
                best = outcome;
            }
        }
        return best;
    }
}
