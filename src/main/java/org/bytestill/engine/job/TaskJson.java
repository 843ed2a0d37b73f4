package org.bytestill.engine.job;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.bytestill.evaluate.Interval;
import org.bytestill.tasks.TaskResult;
import org.bytestill.tasks.metrics.ChosenMetric.Measured;
import org.bytestill.tasks.metrics.MetricInterval;
import org.bytestill.tasks.metrics.PairedComparison;
import org.jspecify.annotations.Nullable;

/** Results of tasks as an object for programs, with the keys of lm-evaluation-harness. */
public final class TaskJson {
    private static final String NONE = "N/A";

    private TaskJson() {}

    /** Of several checkpoints {@code results} is the last one's, and {@code checkpoints} has all. */
    public static ObjectNode put(ObjectNode object, TaskReport report) {
        TaskReport.Asked last = report.models().get(report.models().size() - 1);
        describe(object, last);
        if (report.models().size() > 1) {
            ArrayNode checkpoints = object.putArray("checkpoints");
            report.models().forEach(asked -> describe(checkpoints.addObject(), asked, report));
        }
        if (report.against() != null) {
            putDifferences(describe(object.putObject("against"), report.against()), last, report.against());
        }
        if (report.teacher() != null) {
            putAgreement(describe(object.putObject("teacher"), report.teacher()), last, report.teacher());
        }
        return object.put("seconds", report.seconds());
    }

    private static void describe(ObjectNode object, TaskReport.Asked asked, TaskReport report) {
        describe(object, asked);
        if (report.against() != null) {
            putDifferences(object, asked, report.against());
        }
        if (report.teacher() != null) {
            putAgreement(object, asked, report.teacher());
        }
    }

    private static ObjectNode describe(ObjectNode object, TaskReport.Asked asked) {
        object.put("model", asked.folder().toString()).put("update", asked.update() < 0 ? null : (Integer) asked.update());
        ObjectNode results = object.putObject("results");
        ObjectNode intervals = object.putObject("intervals");
        ObjectNode directions = object.putObject("higher_is_better");
        ObjectNode shots = object.putObject("n-shot");
        ObjectNode samples = object.putObject("n-samples");
        for (TaskResult result : asked.results()) {
            String name = result.task().name();
            ObjectNode values = results.putObject(name).put("alias", result.task().alias());
            ObjectNode own = intervals.putObject(name);
            ObjectNode direction = directions.putObject(name);
            result.measured().forEach((key, measured) -> {
                put(values, key, measured);
                put(own, key, MetricInterval.of(measured));
                direction.put(measured.name(), measured.higherIsBetter());
            });
            shots.put(name, result.shots());
            samples.put(name, result.documents().size());
        }
        return object;
    }

    private static void put(ObjectNode values, String key, Measured measured) {
        String[] names = key.split(",", 2);
        String errorKey = names[0] + "_stderr," + names[1];
        values.put(key, finite(measured.value()));
        if (measured.standardError().isPresent()) {
            values.put(errorKey, finite(measured.standardError().getAsDouble()));
        } else {
            values.put(errorKey, NONE);
        }
    }

    private static void put(ObjectNode values, String key, Interval interval) {
        values.putObject(key).put("low", finite(interval.low())).put("high", finite(interval.high()));
    }

    private static void putDifferences(ObjectNode object, TaskReport.Asked first, TaskReport.Asked second) {
        ObjectNode differences = object.putObject("differences");
        for (int task = 0; task < first.results().size(); task++) {
            TaskResult of = first.results().get(task);
            putDifferences(differences.putObject(of.task().name()), of, second.results().get(task));
        }
    }

    private static void putDifferences(ObjectNode differences, TaskResult first, TaskResult second) {
        first.measured().forEach((key, measured) -> {
            PairedComparison comparison = PairedComparison.of(measured, second.measured().get(key));
            Interval interval = comparison.difference();
            differences.putObject(key).put("difference", finite(interval.value())).put("low", finite(interval.low()))
                    .put("high", finite(interval.high())).put("higher", comparison.higher()).put("lower", comparison.lower())
                    .put("signTestP", finite(comparison.signP()));
        });
    }

    private static void putAgreement(ObjectNode object, TaskReport.Asked first, TaskReport.Asked second) {
        ObjectNode agreement = object.putObject("choiceAgreement");
        for (int task = 0; task < first.results().size(); task++) {
            TaskResult of = first.results().get(task);
            agreement.put(of.task().name(), finite(of.agreement(second.results().get(task))));
        }
    }

    /** JSON has no NaN and infinity: they become null. */
    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
