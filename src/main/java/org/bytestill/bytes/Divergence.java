package org.bytestill.bytes;

import java.util.Arrays;

/**
 * Information measures in bits: surprisal, entropy, Kullback-Leibler (KL) and Jensen-Shannon (JSD) divergence, total variation.
 * A zero probability gives infinity where the mathematics does, never NaN.
 */
public final class Divergence {
    private static final double LN2 = Math.log(2);
    /** Largest mass that p may give to outcomes which q cannot write and which are then ignored. */
    private static final double MOST_UNWRITABLE = 1e-4;

    private Divergence() {}

    /** Surprisal, minus log2 of the probability: infinite at 0. */
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

    /** What one outcome adds to an entropy, in nats: -p ln p, and 0 at 0. */
    public static double entropyTermNats(double p) {
        return p > 0 ? -p * Math.log(p) : 0;
    }

    /** KL(p || q) in bits; infinite if q excludes an outcome that p allows. */
    public static double klBits(double[] p, double[] q) {
        double bits = 0;
        for (int outcome = 0; outcome < p.length; outcome++) {
            bits += klContributionBits(p[outcome], q[outcome]);
        }
        // Rounding may leave a sum of nearly equal terms a little below zero.
        return Math.max(0, bits);
    }

    /** The term of one outcome in KL(p || q): p log2(p / q), negative where q is larger. */
    public static double klContributionBits(double p, double q) {
        if (p == 0) {
            return 0;
        }
        return q == 0 ? Double.POSITIVE_INFINITY : p * (Math.log(p) - Math.log(q)) / LN2;
    }

    /**
     * KL(p || q) in bits between models with different vocabularies (method.md 5.2). One vocabulary may lack tokens for some
     * bytes (SmolLM2 lacks 21), to which a model with tokens for all 256 gives almost no mass. So outcomes that q excludes are
     * ignored while p gives them less than 1e-4 together; otherwise the result is infinite.
     */
    public static double modelKlBits(double[] p, double[] q) {
        return Math.max(0, Arrays.stream(modelKlPartsBits(p, q)).sum());
    }

    /** The terms of {@link #modelKlBits}, one for each outcome. */
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

    /** Jensen-Shannon divergence in bits, from 0 to 1; always finite. */
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

    /** The most probable outcome; the lowest index in a tie. */
    public static int top1(double[] p) {
        int best = 0;
        for (int outcome = 1; outcome < p.length; outcome++) {
            if (p[outcome] > p[best]) {
                best = outcome;
            }
        }
        return best;
    }

    /** The same of a distribution that begins at an offset of an array. */
    public static int top1(float[] p, int offset, int outcomes) {
        int best = 0;
        for (int outcome = 1; outcome < outcomes; outcome++) {
            best = p[offset + outcome] > p[offset + best] ? outcome : best;
        }
        return best;
    }
}
