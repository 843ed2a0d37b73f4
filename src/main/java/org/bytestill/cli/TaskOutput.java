package org.bytestill.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.bytestill.engine.job.TaskJson;
import org.bytestill.engine.job.TaskReport;
import org.bytestill.evaluate.Interval;
import org.bytestill.tasks.TaskResult;
import org.bytestill.tasks.metrics.ChosenMetric.Measured;
import org.bytestill.tasks.metrics.MetricInterval;
import org.bytestill.tasks.metrics.PairedComparison;

/** Results of tasks for programs and for people. */
final class TaskOutput {
    private final TaskReport report;

    TaskOutput(TaskReport report) {
        this.report = report;
    }

    /** One object. */
    ObjectNode object() {
        return TaskJson.put(Terminal.object("tasks"), report);
    }

    private static String name(TaskReport.Asked asked, int task) {
        return asked.results().get(task).task().name();
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
