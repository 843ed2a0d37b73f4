package org.bytestill.bytes;

/**
 * e to the power of a log-probability, to 1e-12 of the value and better near 0: a table of powers of two and a short polynomial. Every row has
 * as many as the vocabulary has ids, and this takes half the time of Math.exp.
 */
final class Exponential {
    private static final int TABLE_BITS = 11;
    private static final int TABLE = 1 << TABLE_BITS;
    private static final double STEPS_PER_NAT = TABLE / Math.log(2);
    private static final double NATS_PER_STEP = Math.log(2) / TABLE;
    private static final int FRACTION_BITS = 52;
    private static final double[] POWERS = new double[TABLE];

    static {
        for (int i = 0; i < TABLE; i++) {
            POWERS[i] = Math.pow(2, (double) i / TABLE);
        }
    }

    private Exponential() {}

    /** @param logProbability at most a little above 0; NaN gives NaN, minus infinity 0 */
    static double of(double logProbability) {
        if (logProbability < -700) {
            return Math.exp(logProbability);
        }
        long steps = (long) Math.rint(logProbability * STEPS_PER_NAT);
        double rest = logProbability - steps * NATS_PER_STEP;
        double mantissa = POWERS[(int) (steps & TABLE - 1)] * (1 + rest * (1 + rest * (0.5 + rest / 6)));
        return Double.longBitsToDouble(Double.doubleToRawLongBits(mantissa) + (steps >> TABLE_BITS << FRACTION_BITS));
    }
}
