package org.bytestill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.bytestill.engine.run.Resumption;
import org.bytestill.engine.run.Run;
import org.bytestill.problem.UserError;
import org.bytestill.run.Metric;
import org.bytestill.run.RunEvent;
import org.bytestill.run.RunState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangedRunTest {
    private static final Duration SOON = Duration.ofSeconds(90);

    @TempDir
    Path folder;
    private Engine engine;

    @BeforeEach
    void open() {
        engine = new TrainingEngine();
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private Run done(String... changes) throws Exception {
        Run run = engine.start(SmallRun.config(folder, changes), folder, folder.resolve("run"));
        SmallRun.awaitEnd(run);
        assertThat(run.progress().state()).as(run.progress().message()).isEqualTo(RunState.DONE);
        return run;
    }

    private Run goesOn(Resumption how) throws InterruptedException {
        Run run = engine.resume(folder.resolve("run"), how);
        SmallRun.awaitEnd(run);
        assertThat(run.progress().state()).as(run.progress().message()).isEqualTo(RunState.DONE);
        return run;
    }

    @Test
    void aRunGoesOnFromACheckpointWithHalfTheRateAndRemembersTheChange() throws Exception {
        done("objective", "sft", "training.step1_updates", "0", "training.updates", "12", "training.warm_up_fraction", "0",
                "training.learning_rate", "0.001", "checkpoint.every_updates", "6");

        Run run = goesOn(new Resumption(Optional.of("6"), Map.of("training.learning_rate", "0.0005")));

        // The schedule falls linearly to 0 at update 12: after 6 updates half of the peak is left.
        assertThat(run.metrics().training().value(Metric.LEARNING_RATE, 5)).isCloseTo(0.001 * 7 / 12, within(1e-9));
        assertThat(run.metrics().training().value(Metric.LEARNING_RATE, 6)).isCloseTo(0.0005 * 6 / 12, within(1e-9));
        assertThat(run.config().training().learningRate()).isEqualTo(0.0005);
        assertThat(run.events()).filteredOn(event -> event.kind() == RunEvent.Kind.CHANGED).singleElement().satisfies(event -> {
            assertThat(event.update()).isEqualTo(6);
            assertThat(event.message()).contains("training.learning_rate 5.0e-4 instead of 0.001");
        });
        JsonNode history = new ObjectMapper().readTree(Files.readString(folder.resolve("run/run.json"))).path("changes");
        assertThat(history).hasSize(1);
        assertThat(history.get(0).path("setting").asText()).isEqualTo("training.learning_rate");
        assertThat(history.get(0).path("update").asInt()).isEqualTo(6);
        assertThat(history.get(0).path("before").asText()).isEqualTo("0.001");
    }

    @Test
    void aRunThatIsDoneGoesOnWithMoreUpdatesOnly() throws Exception {
        done("objective", "sft", "training.step1_updates", "0", "training.updates", "6");
        assertThatThrownBy(() -> engine.resume(folder.resolve("run"), Resumption.UNCHANGED.with(Map.of("training.updates", "6"))))
                .isInstanceOf(UserError.class).hasMessageContaining("6 updates are done");
        assertThat(goesOn(Resumption.UNCHANGED.with(Map.of("training.updates", "9"))).metrics().training().size()).isEqualTo(9);
    }

    @Test
    void aRunThatOnlyGetsWorseEndsEarlyAndGoesOnIfAsked() throws Exception {
        // With such a rate every update harms.
        Run run = done("objective", "sft", "training.step1_updates", "0", "training.updates", "40", "training.learning_rate", "0.1",
                "training.warm_up_fraction", "0", "evaluation.every_updates", "2", "evaluation.stop_after_worse", "3");
        int best = run.events().stream().filter(event -> event.kind() == RunEvent.Kind.BEST).mapToInt(RunEvent::update).max().orElse(0);
        assertThat(run.metrics().training().size()).isEqualTo(best + 6);
        assertThat(run.events().get(run.events().size() - 1).message()).contains("3 evaluations").contains("update " + best);

        Run on = goesOn(Resumption.UNCHANGED.with(Map.of("evaluation.stop_after_worse", "0")));
        assertThat(on.metrics().training().size()).isEqualTo(40);
    }

    @Test
    void aPausedRunTakesAChangeAndGoesOn() throws Exception {
        Run run = engine.start(SmallRun.config(folder, "training.updates", "60"), folder, folder.resolve("run"));
        await().atMost(SOON).until(() -> run.metrics().training().size() >= 5);
        run.pause();
        await().atMost(SOON).until(() -> run.progress().state() == RunState.PAUSED);
        int held = run.metrics().training().size();

        Run changed = goesOn(Resumption.UNCHANGED.with(Map.of("evaluation.every_updates", "7")));

        assertThat(changed.metrics().training().size()).isEqualTo(60);
        assertThat(changed.events()).filteredOn(event -> event.kind() == RunEvent.Kind.CHANGED).extracting(RunEvent::update)
                .containsExactly(held);
        assertThat(changed.events()).filteredOn(event -> event.kind() == RunEvent.Kind.EVALUATED).extracting(RunEvent::update)
                .contains(56);
    }

    @Test
    void whatTheCheckpointsWereMadeWithStaysAndNothingIsWritten() throws Exception {
        done("objective", "sft", "training.step1_updates", "0", "training.updates", "4");
        String before = Files.readString(folder.resolve("run/run.yaml"));
        assertThatThrownBy(() -> engine.resume(folder.resolve("run"), Resumption.UNCHANGED.with(Map.of("seed", "7"))))
                .isInstanceOf(UserError.class).hasMessageContaining("seed cannot be changed")
                .hasMessageContaining("training.learning_rate");
        assertThatThrownBy(() -> engine.resume(folder.resolve("run"),
                Resumption.UNCHANGED.with(Map.of("training.learning_rate", "-1", "training.updates", "9"))))
                .isInstanceOf(UserError.class).hasMessageContaining("at least 0");
        assertThat(Files.readString(folder.resolve("run/run.yaml"))).isEqualTo(before);
    }
}
