package org.bytestill.tasks.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytestill.tasks.file.Place;

/**
 * Registry of aggregations, by lm-evaluation-harness's names. Sums are taken in the order of the documents, as Python takes them, so that
 * results are the same to the last digit (method.md 5.5).
 */
public final class Aggregations {
    private static final Map<String, Aggregation> ALL = new LinkedHashMap<>();
    private static final int RESAMPLINGS = 100_000;

    static {
        put(new Aggregation("mean", 1, true, 0, Aggregations::mean));
        put(new Aggregation("median", 1, false, RESAMPLINGS, Aggregations::median));
        put(new Aggregation("nanmean", 1, false, RESAMPLINGS, values -> mean(numbers(values))));
        put(new Aggregation("perplexity", 1, false, RESAMPLINGS, values -> Math.exp(-mean(values))));
        put(new Aggregation("weighted_perplexity", 2, false, 0, values -> Math.exp(-weightedMean(values))));
        put(new Aggregation("bits_per_byte", 2, false, 0, values -> -weightedMean(values) / Math.log(2)));
        put(new Aggregation("f1", 2, false, RESAMPLINGS, Labels::f1));
        put(new Aggregation("matthews_corrcoef", 2, false, RESAMPLINGS, Labels::matthews));
        put(new Aggregation("brier_score", 1, false, 0, Aggregations::mean));
    }

    private Aggregations() {}

    private static void put(Aggregation aggregation) {
        ALL.put(aggregation.name(), aggregation);
    }

    static Aggregation named(String name) {
        return ALL.get(name);
    }

    /** @throws org.bytestill.problem.UserError with the line if there is none of that name */
    static Aggregation named(String name, Place place) {
        Aggregation found = ALL.get(name);
        if (found == null) {
            throw place.refused("the aggregation %s is not known here; there are %s.", name, String.join(", ", ALL.keySet()));
        }
        return found;
    }

    static double mean(List<double[]> values) {
        double sum = 0;
        for (double[] value : values) {
            sum += value[0];
        }
        return sum / values.size();
    }

    private static List<double[]> numbers(List<double[]> values) {
        return values.stream().filter(value -> !Double.isNaN(value[0])).toList();
    }

    private static double median(List<double[]> values) {
        List<Double> sorted = new ArrayList<>(values.stream().map(value -> value[0]).toList());
        sorted.sort(null);
        return sorted.get(sorted.size() / 2);
    }

    /** Of pairs of a sum and its weight. */
    private static double weightedMean(List<double[]> values) {
        double sum = 0;
        double weight = 0;
        for (double[] value : values) {
            sum += value[0];
            weight += value[1];
        }
        return sum / weight;
    }
}
