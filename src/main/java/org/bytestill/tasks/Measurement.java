package org.bytestill.tasks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytestill.tasks.file.FilterConfig;
import org.bytestill.tasks.file.TaskConfig;
import org.bytestill.tasks.filters.Pipeline;
import org.bytestill.tasks.metrics.ChosenMetric;
import org.bytestill.tasks.metrics.ChosenMetric.Measured;

/** Metrics of documents, collected by metric and filter. */
final class Measurement<O> {
    private final List<ChosenMetric<O>> metrics;
    private final Map<String, List<double[]>> values = new LinkedHashMap<>();

    Measurement(List<ChosenMetric<O>> metrics) {
        this.metrics = metrics;
    }

    boolean has(String metric) {
        return metrics.stream().anyMatch(each -> each.name().equals(metric));
    }

    /** Measures an outcome; the values by their keys. */
    Map<String, double[]> add(String filter, O outcome) {
        Map<String, double[]> measured = new LinkedHashMap<>();
        for (ChosenMetric<O> metric : metrics) {
            double[] value = metric.metric().measure().of(outcome);
            measured.put(key(metric, filter), value);
            values.computeIfAbsent(key(metric, filter), ignored -> new ArrayList<>()).add(value);
        }
        return measured;
    }

    private static String key(ChosenMetric<?> metric, String filter) {
        return metric.name() + "," + filter;
    }

    Map<String, Measured> measured(List<String> filters) {
        Map<String, Measured> measured = new LinkedHashMap<>();
        for (String filter : filters) {
            for (ChosenMetric<O> metric : metrics) {
                List<double[]> of = values.get(key(metric, filter));
                if (of != null) {
                    measured.put(key(metric, filter), metric.measured(of));
                }
            }
        }
        return measured;
    }

    /** Names of the pipelines of a task whose outcomes are no texts: they can take the first of them and nothing else. */
    static List<String> namesOf(TaskConfig task) {
        for (FilterConfig filter : task.filters()) {
            for (FilterConfig.Step step : filter.steps()) {
                if (!step.function().equals("take_first")) {
                    throw step.place().refused("the filter %s takes texts, and %s gives probabilities. Leave it out.", step.function(),
                            task.outputType().word());
                }
            }
        }
        return task.filters().isEmpty() ? List.of(Pipeline.USUAL.name()) : task.filters().stream().map(FilterConfig::name).toList();
    }
}
