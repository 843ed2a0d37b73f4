package org.bytestill.bytes;

/** Log-space arithmetic: sums of probabilities given as natural logarithms (logsumexp). */
public final class LogSpace {
    public static final double ZERO = Double.NEGATIVE_INFINITY;

    private LogSpace() {}

    public static double add(double a, double b) {
        double high = Math.max(a, b);
        return high == ZERO ? ZERO : high + Math.log1p(Math.exp(Math.min(a, b) - high));
    }

    /** Logsumexp: the natural logarithm of the sum of the numbers whose logarithms are given; {@link #ZERO} for none. */
    public static double sum(double[] logs) {
        double high = ZERO;
        for (double log : logs) {
            high = Math.max(high, log);
        }
        if (high == ZERO) {
            return ZERO;
        }
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(log - high);
        }
        return high + Math.log(sum);
    }
}
