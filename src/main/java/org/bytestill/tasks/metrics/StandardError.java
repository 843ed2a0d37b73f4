package org.bytestill.tasks.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.bytestill.text.python.PyRandom;

/**
 * The standard error of an aggregated value as lm-evaluation-harness gives it: of a mean from the sample's variance, of others by
 * resampling documents with Python's generator, chunk by chunk; none of ratios (method.md 5.5).
 */
final class StandardError {
    private static final int CHUNK = 1000;

    private StandardError() {}

    static OptionalDouble of(Aggregation aggregation, List<double[]> values) {
        if (values.size() < 2) {
            return OptionalDouble.empty();
        }
        if (aggregation.isMean()) {
            return OptionalDouble.of(deviation(values.stream().mapToDouble(value -> value[0]).toArray()) / Math.sqrt(values.size()));
        }
        return aggregation.resamplings() == 0 ? OptionalDouble.empty() : OptionalDouble.of(deviation(resampled(aggregation, values)));
    }

    private static double deviation(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / values.length;
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / (values.length - 1));
    }

    private static double[] resampled(Aggregation aggregation, List<double[]> values) {
        double[] results = new double[aggregation.resamplings()];
        PyRandom random = new PyRandom(0);
        for (int i = 0; i < results.length; i++) {
            random = i % CHUNK == 0 ? new PyRandom(i / CHUNK) : random;
            results[i] = aggregation.of(Arrays.stream(random.choices(values.size())).mapToObj(values::get).toList());
        }
        return results;
    }
}
