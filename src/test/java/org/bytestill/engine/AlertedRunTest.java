package org.bytestill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bytestill.engine.run.CheckpointInfo;
import org.bytestill.engine.run.Resumption;
import org.bytestill.engine.run.Run;
import org.bytestill.run.RunEvent;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunManifest;
import org.bytestill.run.RunState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that go wrong: each tells it once, and what is advised helps. What a full disk needs is in {@link FullDiskTest}. */
class AlertedRunTest {
    private static final Duration SOON = Duration.ofMinutes(2);

    @TempDir
    private Path folder;
    private final Engine engine = new TrainingEngine();

    @AfterEach
    void end() {
        engine.close();
    }

    private Run start(String... values) throws Exception {
        return engine.start(SmallRun.config(folder, values), folder, folder.resolve("run"));
    }

    private static List<RunEvent> rung(Run run, String alert) {
        return run.events().stream().filter(event -> event.alert().equals(alert)).toList();
    }

    private static CheckpointInfo lastOf(Run run) {
        return run.checkpoints().stream().filter(CheckpointInfo::last).findAny().orElseThrow();
    }

    @Test
    void aRunThatOverfitsSaysSoOnceAndAStopKeepsItsBest() throws Exception {
        Run run = start("objective", "sft", "teacher", "", "training.updates", "2000", "training.step1_updates", "0",
                "training.learning_rate",
                "0.01", "training.warm_up_fraction", "0", "evaluation.every_updates", "10", "checkpoint.every_updates", "1000");
        await().atMost(SOON).until(() -> !rung(run, "validation-worse").isEmpty() || run.progress().state().isEnded());
        assertThat(rung(run, "validation-worse")).singleElement().satisfies(event -> assertThat(event.message())
                .contains("5 evaluations", "Stop and keep the best"));
        long evaluations = run.metrics().evaluation().size();
        await().atMost(SOON).until(() -> run.metrics().evaluation().size() > evaluations + 2 || run.progress().state().isEnded());
        assertThat(rung(run, "validation-worse")).as("it has got no better").hasSize(1);
        run.stop(true);
        SmallRun.awaitEnd(run);
        assertThat(run.progress().state()).isEqualTo(RunState.STOPPED);
        assertThat(run.checkpoints()).filteredOn(CheckpointInfo::best).singleElement()
                .satisfies(best -> assertThat(best.update()).isLessThan(rung(run, "validation-worse").get(0).update()));
        JsonNode memory = RunManifest.read(new RunFolder(run.folder())).root().path("memory");
        assertThat(memory.path("estimatedBytes").asLong()).as("said before").isPositive();
        assertThat(memory.path("peakBytes").asLong()).as("held at most").isPositive();
    }

    @Test
    void aRunWhoseLossRisesSaysSoOnceAndGoesOnFromTheGoodCheckpointWithHalfTheRate() throws Exception {
        Run run = start("objective", "sft", "teacher", "", "training.updates", "400", "training.step1_updates", "0",
                "training.learning_rate", "3", "training.clip_norm", "0", "training.warm_up_fraction", "0.25", "evaluation.every_updates",
                "400", "checkpoint.every_updates", "20");
        await().atMost(SOON).until(() -> !rung(run, "loss-risen").isEmpty() || run.progress().state().isEnded());
        assertThat(rung(run, "loss-risen")).singleElement()
                .satisfies(
                        event -> assertThat(event.message()).contains("Go back to the last good checkpoint with half the learning rate"));
        run.stop(false);
        SmallRun.awaitEnd(run);
        assertThat(run.progress().update()).as("what was discarded is not counted").isEqualTo(lastOf(run).update());
        Run again = engine.resume(run.folder(), Resumption.from("good").with(Map.of("training.learning_rate", "1.5")));
        await().atMost(SOON).until(() -> again.progress().state().isEnded()
                || again.events().stream().anyMatch(event -> event.kind() == RunEvent.Kind.RESUMED));
        assertThat(again.events()).filteredOn(event -> event.kind() == RunEvent.Kind.RESUMED).singleElement()
                .satisfies(event -> assertThat(event.update()).isLessThan(rung(run, "loss-risen").get(0).update()));
        assertThat(again.events()).filteredOn(event -> event.kind() == RunEvent.Kind.CHANGED).singleElement()
                .satisfies(event -> assertThat(event.message()).contains("training.learning_rate 1.5 instead of 3"));
        again.stop(false);
        SmallRun.awaitEnd(again);
    }

    @Test
    void aTeacherWhoseBytesLeaveOutTheTextSaysSoOnce() throws Exception {
        Run run = start("training.updates", "2", "training.step1_updates", "1", "converter.width", "1", "converter.threshold", "0.5",
                "evaluation.every_updates", "2");
        SmallRun.awaitEnd(run);
        assertThat(run.progress().state()).as(run.progress().message()).isEqualTo(RunState.DONE);
        assertThat(rung(run, "mass-lost")).singleElement()
                .satisfies(event -> assertThat(event.message()).contains("smaller converter.threshold"));
        assertThat(rung(run, "text-impossible")).singleElement()
                .satisfies(event -> assertThat(event.message()).contains("probability 0"));
    }
}
