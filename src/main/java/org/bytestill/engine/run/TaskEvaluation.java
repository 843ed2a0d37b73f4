package org.bytestill.engine.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.bytestill.config.RunConfig;
import org.bytestill.problem.UserError;
import org.bytestill.run.DocumentScore;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricLog;
import org.bytestill.run.MetricTable;
import org.bytestill.run.RunEvent;
import org.bytestill.run.RunListener;
import org.bytestill.run.TaskMetric;
import org.bytestill.tasks.PreparedTask;
import org.bytestill.tasks.TaskResult;
import org.bytestill.tasks.TaskSettings;
import org.bytestill.tasks.Tasks;
import org.bytestill.tasks.file.TaskConfig;
import org.bytestill.tasks.metrics.ChosenMetric.Measured;
import org.bytestill.tasks.score.LanguageModel;
import org.bytestill.train.Evaluator;
import org.bytestill.util.Texts;

/**
 * Evaluation of a student on tasks while it trains, beside what another evaluator measures. The student is asked in memory, and nothing
 * that training depends on is touched: the weights are the same with tasks and without. Before the first update and after the last the
 * tasks are always asked; in between only while they have not taken more than their share of the time.
 */
final class TaskEvaluation implements Evaluator {
    private static final Texts TEXTS = Texts.inFiles("events");

    /**
     * What it works with.
     *
     * @param other measures the rest
     * @param model the student with its weights of the moment
     * @param log   of the run: it knows the time that training and tasks have taken, in this process and those before
     * @param stops true if a person waits for the run to pause or stop: tasks are given up then
     * @param nanos a clock that only goes forward, in nanoseconds
     */
    record Parts(Evaluator other, LanguageModel model, MetricLog log, RunListener listener, BooleanSupplier stops, LongSupplier nanos) {}

    private final Parts parts;
    private final RunConfig.Evaluation settings;
    private final int updates;
    private final List<TaskConfig> tasks;
    private boolean isSkippingTold;

    /** @param tasks those that are asked, in this order */
    TaskEvaluation(RunConfig config, List<TaskConfig> tasks, Parts parts) {
        this.parts = parts;
        this.settings = config.evaluation();
        this.updates = config.training().updates();
        this.tasks = new ArrayList<>(tasks);
    }

    @Override
    public Map<Metric, Double> evaluate(int update) {
        Map<Metric, Double> row = new TreeMap<>(parts.other().evaluate(update));
        boolean isFinite = Double.isFinite(row.getOrDefault(Metric.TOKEN_LOSS, 0.0));
        if (isFinite && isDue(update) && (isEnd(update) || hasTime(update))) {
            ask(update, row);
        }
        return row;
    }

    private boolean isEnd(int update) {
        return update == 0 || update == updates;
    }

    /** Counted from the run's beginning, so that a resumed run asks when an uninterrupted one does. */
    private boolean isDue(int update) {
        return isEnd(update) || update / settings.everyUpdates() % settings.tasksEvery() == 0;
    }

    private boolean hasTime(int update) {
        double spent = spentSeconds();
        double active = parts.log().training().last(Metric.ACTIVE_SECONDS);
        boolean isOver = spent > settings.taskShare() * active;
        if (isOver && !isSkippingTold) {
            isSkippingTold = true;
            parts.listener().happened(RunEvent.Kind.WARNING, update, TEXTS.get("tasks.skipped", number(spent), number(active),
                    String.valueOf(settings.taskShare())));
        }
        return !isOver;
    }

    private double spentSeconds() {
        MetricTable table = parts.log().evaluation();
        return IntStream.range(0, table.size()).mapToDouble(row -> table.value(Metric.TASK_SECONDS, row)).filter(Double::isFinite).sum();
    }

    private void ask(int update, Map<Metric, Double> row) {
        long started = parts.nanos().getAsLong();
        List<String> told = new ArrayList<>();
        try {
            for (TaskConfig task : List.copyOf(tasks)) {
                result(task, update).ifPresent(result -> put(result, row, told));
            }
        } catch (CancellationException e) {
            // A person waits for the run to pause or stop: what is measured stays.
        }
        row.put(Metric.TASK_SECONDS, (parts.nanos().getAsLong() - started) / 1e9);
        if (!told.isEmpty()) {
            parts.listener().happened(RunEvent.Kind.EVALUATED, update, TEXTS.get("tasks", String.join("; ", told)));
        }
    }

    /** Empty if the task cannot be asked any more, such as when its data is gone: no reason to end a run. */
    private Optional<TaskResult> result(TaskConfig task, int update) {
        try {
            return Optional.of(Tasks.evaluate(PreparedTask.of(task, TaskSettings.limited(settings.taskLimit())), parts.model(),
                    (done, all) -> !parts.stops().getAsBoolean()));
        } catch (UserError e) {
            tasks.remove(task);
            parts.listener().happened(RunEvent.Kind.WARNING, update, TEXTS.get("tasks.failed", task.name(), e.getMessage()));
            return Optional.empty();
        }
    }

    private void put(TaskResult result, Map<Metric, Double> row, List<String> told) {
        boolean isFirst = true;
        for (Map.Entry<String, Measured> each : result.measured().entrySet()) {
            Metric metric = TaskMetric.of(result.task().name(), each.getKey());
            double value = each.getValue().value();
            if (Double.isFinite(value)) {
                row.put(metric, value);
            }
            if (isFirst) {
                told.add(TaskMetric.name(metric) + " " + number(value) + (isBest(metric, each.getValue()) ? TEXTS.get("tasks.best") : ""));
            }
            isFirst = false;
        }
    }

    /** Better than at every evaluation before, of which there is one. */
    private boolean isBest(Metric metric, Measured measured) {
        MetricTable table = parts.log().evaluation();
        double[] before = IntStream.range(0, table.size()).mapToDouble(row -> table.value(metric, row)).filter(Double::isFinite).toArray();
        return before.length > 0 && IntStream.range(0, before.length)
                .allMatch(i -> measured.higherIsBetter() ? measured.value() > before[i] : measured.value() < before[i]);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    @Override
    public List<DocumentScore> documents() {
        return parts.other().documents();
    }

    @Override
    public double quickBitsPerByte() {
        return parts.other().quickBitsPerByte();
    }
}
