package org.bytestill.evaluate;

import org.bytestill.problem.Check;

/** Student's t distribution: what the mean of few measurements is off by, in units of its standard error. */
public final class StudentT {
    private static final double LARGEST = 1e4;

    private StudentT() {}

    /**
     * The value that a t-distributed number does not exceed with the given probability.
     *
     * @param degrees degrees of freedom, at least 1
     * @param p       from 0.5 to below 1
     */
    public static double quantile(double p, int degrees) {
        Check.argument(degrees >= 1 && p >= 0.5 && p < 1, "p %s at %s degrees of freedom", p, degrees);
        double low = 0;
        double high = LARGEST;
        for (int halving = 0; halving < 100; halving++) {
            double middle = (low + high) / 2;
            if (probability(middle, degrees) < p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** P(T at most t) for t of at least 0, by the finite sums for whole degrees of freedom (Abramowitz and Stegun 26.7.3 and 26.7.4). */
    static double probability(double t, int degrees) {
        double theta = Math.atan(t / Math.sqrt(degrees));
        double cosine = Math.cos(theta);
        boolean odd = degrees % 2 == 1;
        double term = odd ? cosine : 1;
        double sum = degrees == 1 ? 0 : term;
        for (int k = odd ? 3 : 2; k <= degrees - 2; k += 2) {
            term *= cosine * cosine * (k - 1) / k;
            sum += term;
        }
        double within = odd ? 2 / Math.PI * (theta + Math.sin(theta) * sum) : Math.sin(theta) * sum;
        return (1 + within) / 2;
    }
}
