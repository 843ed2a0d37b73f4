package org.bytestill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.run.EndOfRun;
import org.bytestill.engine.run.Run;
import org.bytestill.objective.HungryObjective;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.problem.ExitCode;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricTable;
import org.bytestill.run.RunEvent;
import org.bytestill.run.RunState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An update for which libtorch gets no memory, in a run that was told what to do then. */
class OutOfMemoryTest {
    private static final int FULL_UPDATES = 3;

    @TempDir
    private Path folder;
    private final Engine engine = new TrainingEngine();
    private Objectives.Registration registration;

    @AfterEach
    void end() {
        engine.close();
        registration.close();
    }

    private Run run(String policy, Predicate<RunConfig> isTooMuch, String... more) throws Exception {
        registration = Objectives.register(new HungryObjective(isTooMuch, FULL_UPDATES));
        String[] values = {"objective", "hungry", "training.updates", "6", "training.batch_documents", "4",
            "training.micro_batch_documents", "4", "evaluation.every_updates", "6", "checkpoint.every_updates", "6",
            "hardware.on_out_of_memory", policy};
        return engine.start(SmallRun.config(folder, SmallRun.with(values, more)), folder, folder.resolve("run"));
    }

    private static void assertEachUpdateIsThereOnce(Run run) {
        MetricTable rows = run.metrics().training();
        assertThat(IntStream.range(0, rows.size()).mapToObj(row -> (int) rows.value(Metric.UPDATE, row)))
                .containsExactly(1, 2, 3, 4, 5, 6);
    }

    private static List<String> texts(Run run, RunEvent.Kind kind) {
        return run.events().stream().filter(event -> event.kind() == kind).map(RunEvent::message).toList();
    }

    @Test
    void microBatchesAreHalvedUntilAnUpdateFitsAndNothingIsLost() throws Exception {
        Run run = run("halve", config -> config.training().microBatchDocuments() > 1);
        SmallRun.awaitEnd(run);
        assertThat(run.progress().state()).as(run.progress().message()).isEqualTo(RunState.DONE);
        assertEachUpdateIsThereOnce(run);
        assertThat(texts(run, RunEvent.Kind.CHANGED)).hasSize(2)
                .first().asString().contains("not enough memory for update 4", "training.micro_batch_documents 2 instead of 4");
        RunConfig kept = RunConfigFile.read(run.folder().resolve("run.yaml"));
        assertThat(kept.training().microBatchDocuments()).as("a later resume needs no more memory").isEqualTo(1);
        assertThat(kept.training().batchDocuments()).as("an update is what it was").isEqualTo(4);
    }

    @Test
    void activationsAreRecomputedWhereThatWasChosen() throws Exception {
        Run run = run("recompute", config -> config.training().recomputeActivations() != RunConfig.Recompute.ALWAYS);
        SmallRun.awaitEnd(run);
        assertThat(run.progress().state()).as(run.progress().message()).isEqualTo(RunState.DONE);
        assertEachUpdateIsThereOnce(run);
        assertThat(texts(run, RunEvent.Kind.CHANGED)).singleElement().asString()
                .contains("training.recompute_activations always instead of auto");
    }

    @Test
    void aPauseKeepsTheStateUntilThereIsMemoryAgain() throws Exception {
        AtomicBoolean isFull = new AtomicBoolean(true);
        Run run = run("pause", config -> isFull.get());
        await().atMost(Duration.ofMinutes(1)).until(() -> run.progress().state() == RunState.PAUSED);
        assertThat(run.checkpoints()).last().satisfies(last -> assertThat(last.update()).isEqualTo(FULL_UPDATES));
        assertThat(texts(run, RunEvent.Kind.PAUSED)).singleElement().asString().contains("not enough memory for update 4");
        isFull.set(false);
        run.resume();
        SmallRun.awaitEnd(run);
        assertThat(run.progress().state()).as(run.progress().message()).isEqualTo(RunState.DONE);
        assertEachUpdateIsThereOnce(run);
    }

    @Test
    void aStopKeepsTheLastWholeUpdateNamesTheWaysOutAndRunsTheCommandOfTheEnd() throws Exception {
        System.setProperty(EndOfRun.PROPERTY, "echo $BYTESTILL_NAME $BYTESTILL_STATE $BYTESTILL_UPDATE");
        Run run = run("stop", config -> true);
        try {
            SmallRun.awaitEnd(run);
            await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(run.folder().resolve("at-end.log")));
        } finally {
            System.clearProperty(EndOfRun.PROPERTY);
        }
        assertThat(run.progress().state()).isEqualTo(RunState.FAILED);
        assertThat(run.failure()).isEqualTo(ExitCode.OUT_OF_MEMORY);
        assertThat(run.progress().message()).contains("training.micro_batch_documents: 2");
        assertThat(run.checkpoints()).last().satisfies(last -> assertThat(last.update()).isEqualTo(FULL_UPDATES));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Files.readString(run.folder().resolve("at-end.log"))).isEqualTo("small failed 3\n"));
    }

    @Test
    void halvingEndsWhereThereIsNothingLeftToHalve() throws Exception {
        Run run = run("halve", config -> true);
        SmallRun.awaitEnd(run);
        assertThat(run.progress().state()).isEqualTo(RunState.FAILED);
        assertThat(run.failure()).isEqualTo(ExitCode.OUT_OF_MEMORY);
        assertThat(texts(run, RunEvent.Kind.CHANGED)).as("4, 2, 1, then activations computed twice").hasSize(3);
    }
}
