package org.bytestill.bytes;

/**
 * Plain sum of an array of probabilities. The sum of a Java stream compensates rounding errors and takes several times as long,
 * a cost that would occur at every distribution.
 */
public final class Total {
    private Total() {}

    public static double of(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
