package org.bytestill.tasks.metrics;

import java.util.List;
import java.util.OptionalDouble;
import org.bytestill.tasks.file.MetricConfig;

/**
 * A metric as a task asks for it.
 *
 * @param aggregation    how its values become one
 * @param higherIsBetter its direction
 */
public record ChosenMetric<O>(Metric<O> metric, Aggregation aggregation, boolean higherIsBetter) {
    static <O> ChosenMetric<O> of(Metric<O> metric, MetricConfig config) {
        Aggregation aggregation = config.aggregation() == null ? Aggregations.named(metric.aggregation())
                : Aggregations.named(config.aggregation(), config.place());
        if (aggregation.numbers() > Aggregations.named(metric.aggregation()).numbers()) {
            throw config.place().refused("the aggregation %s takes pairs, and the metric %s gives a number a document. Leave it out.",
                    aggregation.name(), metric.name());
        }
        return new ChosenMetric<>(metric, aggregation,
                config.higherIsBetter() == null ? metric.higherIsBetter() : config.higherIsBetter());
    }

    public String name() {
        return metric.name();
    }

    /** The value over documents. */
    public Measured measured(List<double[]> values) {
        return new Measured(name(), aggregation, higherIsBetter, aggregation.of(values), StandardError.of(aggregation, values), values);
    }

    /**
     * A measured metric.
     *
     * @param value         the aggregated value
     * @param standardError empty where lm-evaluation-harness gives none
     * @param values        those of the documents
     */
    public record Measured(String name, Aggregation aggregation, boolean higherIsBetter, double value, OptionalDouble standardError,
            List<double[]> values) {}
}
