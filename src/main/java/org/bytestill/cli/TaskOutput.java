package org.bytestill.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.bytestill.engine.job.TaskReport;
import org.bytestill.evaluate.Interval;
import org.bytestill.tasks.TaskResult;
import org.bytestill.tasks.metrics.ChosenMetric.Measured;
import org.bytestill.tasks.metrics.MetricInterval;
import org.bytestill.tasks.metrics.PairedComparison;

/** Results of tasks for programs, with the keys of lm-evaluation-harness, and for people. */
final class TaskOutput {
    private static final String NONE = "N/A";

    private final TaskReport report;

    TaskOutput(TaskReport report) {
        this.report = report;
    }

    /** One object; of several checkpoints {@code results} is the last one's, and {@code checkpoints} has all. */
    ObjectNode object() {
        TaskReport.Asked last = report.models().get(report.models().size() - 1);
        ObjectNode object = described(Terminal.object("tasks"), last);
        if (report.models().size() > 1) {
            ArrayNode checkpoints = object.putArray("checkpoints");
            report.models().forEach(asked -> described(checkpoints.addObject(), asked));
        }
        if (report.against() != null) {
            ObjectNode against = described(object.putObject("against"), report.against());
            ObjectNode differences = against.putObject("differences");
            for (int task = 0; task < last.results().size(); task++) {
                putDifferences(differences.putObject(name(last, task)), last.results().get(task), report.against().results().get(task));
            }
        }
        if (report.teacher() != null) {
            ObjectNode teacher = described(object.putObject("teacher"), report.teacher());
            ObjectNode agreement = teacher.putObject("choiceAgreement");
            for (int task = 0; task < last.results().size(); task++) {
                agreement.put(name(last, task), Terminal.finite(last.results().get(task).agreement(report.teacher().results().get(task))));
            }
        }
        return object.put("seconds", report.seconds());
    }

    private static String name(TaskReport.Asked asked, int task) {
        return asked.results().get(task).task().name();
    }

    private static ObjectNode described(ObjectNode object, TaskReport.Asked asked) {
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
        values.put(key, Terminal.finite(measured.value()));
        if (measured.standardError().isPresent()) {
            values.put(errorKey, Terminal.finite(measured.standardError().getAsDouble()));
        } else {
            values.put(errorKey, NONE);
        }
    }

    private static void put(ObjectNode values, String key, Interval interval) {
        values.putObject(key).put("low", Terminal.finite(interval.low())).put("high", Terminal.finite(interval.high()));
    }

    private static void putDifferences(ObjectNode differences, TaskResult first, TaskResult second) {
        first.measured().forEach((key, measured) -> {
            PairedComparison comparison = PairedComparison.of(measured, second.measured().get(key));
            Interval interval = comparison.difference();
            differences.putObject(key).put("difference", Terminal.finite(interval.value())).put("low", Terminal.finite(interval.low()))
                    .put("high", Terminal.finite(interval.high())).put("higher", comparison.higher()).put("lower", comparison.lower())
                    .put("signTestP", Terminal.finite(comparison.signP()));
        });
    }

    void print(Terminal terminal) {
        for (TaskReport.Asked asked : report.models()) {
            print(asked, terminal);
        }
        TaskReport.Asked last = report.models().get(report.models().size() - 1);
        if (report.against() != null) {
            print(report.against(), terminal);
            terminal.line("%s minus %s", report.against().folder(), last.folder());
            for (int task = 0; task < last.results().size(); task++) {
                printDifferences(last.results().get(task), report.against().results().get(task), terminal);
            }
        }
        if (report.teacher() != null) {
            print(report.teacher(), terminal);
            for (int task = 0; task < last.results().size(); task++) {
                double agreement = last.results().get(task).agreement(report.teacher().results().get(task));
                if (!Double.isNaN(agreement)) {
                    terminal.line("  %-24s the same choice as the teacher on %.1f %% of documents", name(last, task), 100 * agreement);
                }
            }
        }
    }

    private static void print(TaskReport.Asked asked, Terminal terminal) {
        terminal.line("%s%s", asked.folder(), asked.update() < 0 ? "" : ", update " + asked.update());
        for (TaskResult result : asked.results()) {
            for (Map.Entry<String, Measured> each : result.measured().entrySet()) {
                Measured measured = each.getValue();
                Interval interval = MetricInterval.of(measured);
                terminal.line("  %-24s %-28s %10s ± %-8s 95 %% %s to %s (%,d documents, %d-shot)", result.task().alias(), each.getKey(),
                        Labels.number(measured.value()), Labels.number(measured.standardError().orElse(Double.NaN)),
                        Labels.number(interval.low()), Labels.number(interval.high()), result.documents().size(), result.shots());
            }
        }
    }

    private static void printDifferences(TaskResult first, TaskResult second, Terminal terminal) {
        first.measured().forEach((key, measured) -> {
            PairedComparison comparison = PairedComparison.of(measured, second.measured().get(key));
            terminal.line("  %-24s %-28s %+10.4f   95 %% %+.4f to %+.4f (higher on %,d documents, lower on %,d, sign test p %.3f)",
                    first.task().alias(), key, comparison.difference().value(), comparison.difference().low(),
                    comparison.difference().high(), comparison.higher(), comparison.lower(), comparison.signP());
        });
    }
}
