package org.bytestill.bytes;

import java.util.List;

/** Sums of probabilities given as natural logarithms. */
final class LogSpace {
    static final double ZERO = Double.NEGATIVE_INFINITY;

    private LogSpace() {}

    static double add(double a, double b) {
        double high = Math.max(a, b);
        return high == ZERO ? ZERO : high + Math.log1p(Math.exp(Math.min(a, b) - high));
    }

    static double sum(List<Candidate> candidates) {
        double high = ZERO;
        for (Candidate candidate : candidates) {
            high = Math.max(high, candidate.logWeight());
        }
        if (high == ZERO) {
            return ZERO;
        }
        double sum = 0;
        for (Candidate candidate : candidates) {
            sum += Math.exp(candidate.logWeight() - high);
        }
        return high + Math.log(sum);
    }
}
