package org.bytestill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.run.Run;
import org.bytestill.problem.UserError;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunManifest;
import org.bytestill.run.RunState;
import org.bytestill.run.queue.QueueState;
import org.bytestill.run.queue.RunQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueTest {
    private static final Duration SOON = Duration.ofMinutes(2);

    @TempDir
    private Path folder;
    private TrainingEngine engine = new TrainingEngine();
    private RunConfig config;
    private RunQueue queue;

    @BeforeEach
    void writeTexts() throws Exception {
        config = SmallRun.config(folder, "objective", "sft", "training.updates", "6", "evaluation.every_updates", "6",
                "checkpoint.every_updates", "6");
        queue = new RunQueue(folder.resolve("runs"));
    }

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    private Path path(String name) {
        return folder.resolve("runs").resolve(name);
    }

    private RunConfig with(String name, String key, String value) {
        return RunConfigFile.with(RunConfigFile.with(config, "name", name), key, value);
    }

    private RunState state(String name) {
        return RunManifest.read(new RunFolder(path(name))).state();
    }

    private void awaitState(String name, RunState wanted) {
        await().atMost(SOON).until(() -> state(name) == wanted);
    }

    @Test
    void aRunStartedBesideAnotherWaitsAndBeginsWhenThatHasEnded() {
        Run first = engine.start(with("first", "training.updates", "5000"), folder, path("first"));
        Run second = engine.start(with("second", "seed", "2"), folder, path("second"));
        Run third = engine.start(with("third", "seed", "3"), folder, path("third"));
        assertThat(second.progress().state()).isEqualTo(RunState.QUEUED);
        assertThat(queue.state().waiting()).containsExactly(path("second"), path("third"));
        assertThat(queue.worker()).isPresent();
        queue.move(path("third"), 0);
        await().atMost(SOON).until(() -> first.metrics().training().size() > 2);
        first.stop(true);
        awaitState("second", RunState.DONE);
        assertThat(state("third")).as("it was moved before it").isEqualTo(RunState.DONE);
        assertThat(third.metrics().training().size()).isEqualTo(6);
        await().atMost(SOON).until(() -> queue.worker().isEmpty());
    }

    @Test
    void theQueueSurvivesTheProgramAndTheRunAtHandIsTheNextOneAgain() {
        engine.enqueue(with("long", "training.updates", "5000"), folder, path("long"));
        engine.enqueue(with("brief", "seed", "2"), folder, path("brief"));
        assertThat(engine.runs(folder.resolve("runs"))).allSatisfy(run -> assertThat(run.state()).isEqualTo(RunState.QUEUED));
        engine.workQueue(folder.resolve("runs"));
        await().atMost(SOON).until(() -> engine.open(path("long")).metrics().training().size() > 2);
        engine.close();
        assertThat(queue.state().waiting()).containsExactly(path("long"), path("brief"));
        assertThat(queue.worker()).isEmpty();

        engine = new TrainingEngine();
        queue.remove(path("long"));
        assertThat(state("long")).isEqualTo(RunState.STOPPED);
        engine.workQueue(folder.resolve("runs"));
        awaitState("brief", RunState.DONE);
        int reached = RunManifest.read(new RunFolder(path("long"))).root().path("update").asInt();
        assertThat(reached).as("its checkpoint is kept").isPositive();
    }

    @Test
    void afterAFailureTheQueueGoesOnOrWaitsAsWasChosen() {
        queue.setAfterFailure(QueueState.AfterFailure.HOLD);
        engine.enqueue(with("diverges", "training.learning_rate", "1e30"), folder, path("diverges"));
        engine.enqueue(with("waits", "seed", "2"), folder, path("waits"));
        engine.workQueue(folder.resolve("runs"));
        await().atMost(SOON).until(() -> queue.state().isHeld() && queue.worker().isEmpty());
        assertThat(queue.state().held()).contains("diverges");
        assertThat(state("waits")).isEqualTo(RunState.QUEUED);

        queue.setAfterFailure(QueueState.AfterFailure.GO_ON);
        queue.add(path("diverges"));
        queue.move(path("diverges"), 0);
        engine.workQueue(folder.resolve("runs"));
        awaitState("waits", RunState.DONE);
        assertThat(state("diverges")).isEqualTo(RunState.FAILED);
    }

    @Test
    void oneProcessComputesTheQueueAndTheOtherIsToldWhich() {
        engine.enqueue(with("long", "training.updates", "5000"), folder, path("long"));
        engine.workQueue(folder.resolve("runs"));
        await().atMost(SOON).until(() -> queue.worker().isPresent());
        try (TrainingEngine other = new TrainingEngine()) {
            assertThatThrownBy(() -> other.workQueue(folder.resolve("runs"))).isInstanceOf(UserError.class)
                    .hasMessageContaining("is computed by process");
        }
    }
}
