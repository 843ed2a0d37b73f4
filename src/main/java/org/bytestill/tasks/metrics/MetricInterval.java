package org.bytestill.tasks.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytestill.evaluate.Bootstrap;
import org.bytestill.evaluate.Interval;

/** 95 % intervals of aggregated metrics, by drawing whole documents with replacement (method.md 5.6). */
public final class MetricInterval {
    /** A document is never cut. */
    private static final Bootstrap DRAWS = new Bootstrap(Bootstrap.DEFAULT.resamples(), Integer.MAX_VALUE, Bootstrap.DEFAULT.seed());

    private MetricInterval() {}

    /** The interval of a metric. */
    public static Interval of(ChosenMetric.Measured measured) {
        int numbers = measured.values().get(0).length;
        return DRAWS.of(measured.values(), drawn -> measured.aggregation().of(part(drawn, numbers, 0, numbers)));
    }

    /**
     * The interval of the difference of a metric between two models on the same documents, which are drawn for both together.
     *
     * @return of the second minus the first
     */
    public static Interval ofDifference(ChosenMetric.Measured first, ChosenMetric.Measured second) {
        int numbers = first.values().get(0).length;
        List<double[]> pairs = IntStream.range(0, first.values().size())
                .mapToObj(i -> joined(first.values().get(i), second.values().get(i))).toList();
        return DRAWS.of(pairs, drawn -> second.aggregation().of(part(drawn, 2 * numbers, numbers, numbers))
                - first.aggregation().of(part(drawn, 2 * numbers, 0, numbers)));
    }

    private static double[] joined(double[] a, double[] b) {
        double[] both = new double[a.length + b.length];
        System.arraycopy(a, 0, both, 0, a.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    /** Of values that lie one after the other, a part of each document's. */
    private static List<double[]> part(double[] values, int stride, int from, int count) {
        List<double[]> parts = new ArrayList<>(values.length / stride);
        for (int at = 0; at < values.length; at += stride) {
            parts.add(Arrays.copyOfRange(values, at + from, at + from + count));
        }
        return parts;
    }
}
