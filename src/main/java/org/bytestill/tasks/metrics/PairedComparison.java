package org.bytestill.tasks.metrics;

import org.bytestill.evaluate.Interval;

/**
 * Two models on the same documents by one metric (method.md 5.6).
 *
 * @param difference of the second minus the first, with its interval by document
 * @param higher     documents on which the second has the higher value
 * @param lower      documents on which the first has it
 * @param signP      probability of so uneven a number of documents if both were equally good: the exact two-sided sign test, for values of
 *                   0 and 1 McNemar's
 */
public record PairedComparison(Interval difference, int higher, int lower, double signP) {
    public static PairedComparison of(ChosenMetric.Measured first, ChosenMetric.Measured second) {
        int higher = 0;
        int lower = 0;
        for (int i = 0; i < first.values().size(); i++) {
            int order = Double.compare(second.values().get(i)[0], first.values().get(i)[0]);
            higher += order > 0 ? 1 : 0;
            lower += order < 0 ? 1 : 0;
        }
        return new PairedComparison(MetricInterval.ofDifference(first, second), higher, lower, signP(higher, lower));
    }

    private static double signP(int higher, int lower) {
        int all = higher + lower;
        double log = -all * Math.log(2);
        double sum = 0;
        for (int k = 0; k <= Math.min(higher, lower); k++) {
            sum += Math.exp(log);
            log += Math.log(all - k) - Math.log(k + 1);
        }
        return Math.min(1, 2 * sum);
    }
}
