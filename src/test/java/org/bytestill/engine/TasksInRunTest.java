package org.bytestill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bytestill.engine.job.TaskReport;
import org.bytestill.engine.job.TaskRequest;
import org.bytestill.engine.job.TaskService;
import org.bytestill.engine.run.Run;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricTable;
import org.bytestill.run.RunState;
import org.bytestill.run.TaskMetric;
import org.bytestill.tasks.TaskResult;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that a run asks its student while it trains. */
class TasksInRunTest {
    private static final Path TASKS = Path.of("src/test/resources/goldens/tasks").toAbsolutePath();
    private static final List<Path> FILES = Stream.of("choices.yaml", "pages.yaml", "sums.yaml").map(TASKS::resolve).toList();
    private static final String[] SHORT = {"objective", "sft", "training.step1_updates", "0", "training.updates", "30",
        "evaluation.every_updates", "10", "checkpoint.every_updates", "10", "checkpoint.keep_last", "9"};
    private static final int LIMIT = 4;

    @TempDir
    private Path folder;
    private final TrainingEngine engine = new TrainingEngine();

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    private static String[] withTasks() {
        return Stream.concat(Arrays.stream(SHORT), Stream.of("evaluation.tasks", FILES.toString(), "evaluation.task_limit",
                String.valueOf(LIMIT), "evaluation.task_share", "1")).toArray(String[]::new);
    }

    private Run run(String name, String... values) throws Exception {
        Run run = engine.start(SmallRun.config(folder, values), folder, folder.resolve(name));
        SmallRun.awaitEnd(run);
        assertThat(run.progress().state()).as(run.progress().message()).isEqualTo(RunState.DONE);
        return run;
    }

    private static int row(MetricTable evaluation, int update) {
        for (int row = evaluation.size() - 1; row >= 0; row--) {
            if (evaluation.value(Metric.UPDATE, row) == update) {
                return row;
            }
        }
        throw new AssertionError("no evaluation of update " + update);
    }

    @Test
    void numbersAreThoseOfTheCheckpointAndWeightsThoseWithoutTasks() throws Exception {
        Run with = run("with", withTasks());
        Run without = run("without", SHORT);
        assertThat(SmallRun.hash(with.folder().resolve("checkpoints/step-30")))
                .isEqualTo(SmallRun.hash(without.folder().resolve("checkpoints/step-30")));
        assertThat(without.metrics().evaluation().has(Metric.TASK_SECONDS)).isFalse();
        assertThat(with.events()).filteredOn(event -> event.message().startsWith("Tasks: own_choices acc")).isNotEmpty();
        requireThoseOfCheckpoint(with, "first", 0);
        requireThoseOfCheckpoint(with, "30", 30);
    }

    private static void requireThoseOfCheckpoint(Run run, String checkpoint, int update) {
        TaskReport report = TaskService.evaluate(new TaskRequest(run.folder(), checkpoint, FILES, null, TaskRequest.Prompts.PLAIN, LIMIT,
                null, "best", null, "float32", "cpu"), 0, Progress.NONE);
        MetricTable evaluation = run.metrics().evaluation();
        int row = row(evaluation, update);
        List<TaskResult> results = report.models().get(0).results();
        assertThat(results).hasSize(FILES.size());
        for (TaskResult result : results) {
            result.measured().forEach((key, measured) -> assertThat(evaluation.value(TaskMetric.of(result.task().name(), key), row))
                    .as(result.task().name() + " " + key).isCloseTo(measured.value(), within(1e-4 * (1 + Math.abs(measured.value())))));
        }
        assertThat(TaskMetric.main(evaluation)).hasSize(FILES.size());
    }

    @Test
    void aRunWithTasksResumesToTheBit() throws Exception {
        Run straight = run("straight", withTasks());
        Run broken = engine.start(SmallRun.config(folder, withTasks()), folder, folder.resolve("broken"));
        await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(5)).until(() -> broken.metrics().training().size() >= 12);
        broken.stop(false);
        SmallRun.awaitEnd(broken);
        broken.resume();
        await().atMost(Duration.ofMinutes(2)).until(() -> broken.progress().state() == RunState.DONE && !broken.isOwn());
        assertThat(SmallRun.hash(folder.resolve("broken/checkpoints/step-30")))
                .isEqualTo(SmallRun.hash(folder.resolve("straight/checkpoints/step-30")));
        MetricTable one = straight.metrics().evaluation();
        MetricTable other = broken.metrics().evaluation();
        Metric acc = TaskMetric.of("own_choices", "acc,none");
        assertThat(other.value(acc, row(other, 30))).isEqualTo(one.value(acc, row(one, 30)));
    }
}
