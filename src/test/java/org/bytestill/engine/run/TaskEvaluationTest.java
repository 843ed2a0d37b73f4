package org.bytestill.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricLog;
import org.bytestill.run.MetricTable;
import org.bytestill.run.RunEvent;
import org.bytestill.run.RunListener;
import org.bytestill.run.RunState;
import org.bytestill.run.TaskMetric;
import org.bytestill.run.TrainingState;
import org.bytestill.tasks.file.TaskConfig;
import org.bytestill.tasks.file.TaskFile;
import org.bytestill.tasks.score.AnswerSettings;
import org.bytestill.tasks.score.Continuation;
import org.bytestill.tasks.score.LanguageModel;
import org.bytestill.tasks.score.Score;
import org.bytestill.train.Evaluator;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When tasks are asked during a run: on a clock of the test, of a model that takes ten seconds a task. */
class TaskEvaluationTest {
    private static final Path TASKS = Path.of("src/test/resources/goldens/tasks");
    private static final TaskConfig TRUTH = TaskFile.read(TASKS.resolve("truth.yaml"));
    private static final Metric ACC = TaskMetric.of("own_truth", "acc,none");

    @TempDir
    private Path folder;
    private final MetricTable training = new MetricTable();
    private final MetricTable evaluation = new MetricTable();
    private final List<String> events = new ArrayList<>();
    private long nanos;
    private boolean stops;

    private final LanguageModel slow = new LanguageModel() {
        @Override
        public List<Score> scores(List<Continuation> continuations, Progress progress) {
            nanos += 10_000_000_000L;
            if (!progress.report(1, 1)) {
                throw new CancellationException("tasks");
            }
            return continuations.stream().map(continuation -> new Score(0, true, new float[0], new int[0])).toList();
        }

        @Override
        public double[] wholeTexts(List<String> texts, Progress progress) {
            throw new AssertionError("asks choices");
        }

        @Override
        public List<String> answers(List<String> contexts, AnswerSettings settings, Progress progress) {
            throw new AssertionError("asks choices");
        }

        @Override
        public int bytesOf(int token) {
            return 1;
        }
    };

    private TaskEvaluation evaluation(List<TaskConfig> tasks, String... values) {
        RunConfig config = RunConfigFile.with(RunConfigFile.with(RunConfig.defaults(), "training.updates", "100"),
                "evaluation.every_updates", "10");
        for (int i = 0; i < values.length; i += 2) {
            config = RunConfigFile.with(config, values[i], values[i + 1]);
        }
        return new TaskEvaluation(config, tasks, new TaskEvaluation.Parts(new OnText(), slow, new Log(), new Events(), () -> stops,
                () -> nanos));
    }

    /** An evaluation after so many updates and seconds of training; true if the tasks were asked. */
    private boolean asks(TaskEvaluation tasks, int update, double activeSeconds) {
        if (update > 0) {
            training.append(Map.of(Metric.UPDATE, (double) update, Metric.ACTIVE_SECONDS, activeSeconds));
        }
        Map<Metric, Double> row = tasks.evaluate(update);
        assertThat(row.get(Metric.BITS_PER_BYTE)).isEqualTo(2.5);
        evaluation.append(row);
        return row.containsKey(ACC);
    }

    @Test
    void tasksAreLeftOutWhileTheyHaveTakenMoreThanTheirShare() {
        TaskEvaluation tasks = evaluation(List.of(TRUTH), "evaluation.task_share", "0.05");
        assertThat(asks(tasks, 0, 0)).as("before the first update").isTrue();
        assertThat(asks(tasks, 10, 199)).as("10 seconds are more than 5 % of 199").isFalse();
        assertThat(asks(tasks, 20, 200)).isTrue();
        assertThat(asks(tasks, 30, 300)).as("20 seconds of 300").isFalse();
        assertThat(asks(tasks, 40, 400)).isTrue();
        assertThat(asks(tasks, 100, 500)).as("after the last update, with 30 seconds of 500").isTrue();
        assertThat(events).filteredOn(event -> event.startsWith("WARNING")).as("said once").singleElement().asString()
                .startsWith("WARNING 10: Tasks are left out").contains("10.0000 seconds beside 199.0000");
    }

    @Test
    void aResumedRunKnowsTheTimeThatTasksTookBefore() {
        asks(evaluation(List.of(TRUTH)), 0, 0);
        assertThat(asks(evaluation(List.of(TRUTH)), 10, 199)).isFalse();
    }

    @Test
    void tasksAreAskedAtEveryNthEvaluationOfTheRun() {
        TaskEvaluation tasks = evaluation(List.of(TRUTH), "evaluation.tasks_every", "3", "training.updates", "75");
        List<Integer> asked = new ArrayList<>();
        for (int update : new int[] {0, 10, 20, 30, 40, 50, 60, 70, 75}) {
            if (asks(tasks, update, 1e6)) {
                asked.add(update);
            }
        }
        assertThat(asked).containsExactly(0, 30, 60, 75);
    }

    @Test
    void aTaskWhoseDataIsGoneIsLeftOutAndToldOnce() throws IOException {
        Path data = Files.copy(TASKS.resolve("statements.jsonl"), folder.resolve("statements.jsonl"));
        Path file = Files.writeString(folder.resolve("gone.yaml"),
                Files.readString(TASKS.resolve("truth.yaml")).replace("own_truth", "gone")
                        .replaceAll("statements.jsonl", data.toAbsolutePath().toString()));
        TaskConfig gone = TaskFile.read(file);
        Files.delete(data);
        TaskEvaluation tasks = evaluation(List.of(gone, TRUTH));
        assertThat(asks(tasks, 0, 0)).isTrue();
        assertThat(asks(tasks, 10, 1e6)).isTrue();
        assertThat(events).filteredOn(event -> event.startsWith("WARNING")).singleElement().asString().contains("The task gone",
                "statements");
    }

    @Test
    void tasksAreGivenUpWhereAPersonWaitsForTheRunToStop() {
        stops = true;
        assertThat(asks(evaluation(List.of(TRUTH)), 0, 0)).isFalse();
        assertThat(events).isEmpty();
        assertThat(evaluation.last(Metric.TASK_SECONDS)).isEqualTo(10);
    }

    @Test
    void eventsTellTheMainMetricAndWhetherItIsTheBest() {
        evaluation.append(Map.of(ACC, 0.0));
        TaskEvaluation tasks = evaluation(List.of(TRUTH));
        asks(tasks, 0, 0);
        asks(tasks, 10, 1e6);
        double acc = evaluation.last(ACC);
        assertThat(acc).isBetween(0.1, 0.9);
        String number = String.format("%.4f", acc);
        assertThat(events).containsExactly("EVALUATED 0: Tasks: own_truth acc " + number + " (best so far).",
                "EVALUATED 10: Tasks: own_truth acc " + number + ".");
    }

    private static final class OnText implements Evaluator {
        @Override
        public Map<Metric, Double> evaluate(int update) {
            return new TreeMap<>(Map.of(Metric.TOKEN_LOSS, 1.5, Metric.BITS_PER_BYTE, 2.5));
        }

        @Override
        public double quickBitsPerByte() {
            return 2.5;
        }
    }

    private final class Log implements MetricLog {
        @Override
        public MetricTable training() {
            return training;
        }

        @Override
        public MetricTable evaluation() {
            return evaluation;
        }

        @Override
        public MetricTable abandoned() {
            return new MetricTable();
        }

        @Override
        public List<Integer> resumePoints() {
            return List.of();
        }
    }

    private final class Events implements RunListener {
        @Override
        public void stateChanged(RunState state, TrainingState at) {}

        @Override
        public void happened(RunEvent.Kind kind, int update, String message) {
            events.add(kind + " " + update + ": " + message);
        }

        @Override
        public void trained(Map<Metric, Double> row) {}

        @Override
        public void evaluated(Map<Metric, Double> row) {}
    }
}
