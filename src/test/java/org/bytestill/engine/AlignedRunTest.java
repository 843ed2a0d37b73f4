package org.bytestill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.engine.run.Run;
import org.bytestill.objective.Objective;
import org.bytestill.objective.aligned.AlignedObjective;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricTable;
import org.bytestill.run.RunState;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A run of seconds of every objective across tokenizers, from its configuration to its checkpoint; the one for students of bytes and ends,
 * which share no token with a teacher, is in {@link TokenEndsRunTest}.
 */
class AlignedRunTest {
    private static final int UPDATES = 30;
    @TempDir
    private Path folder;

    static List<Objective> objectives() {
        return Objectives.all().stream().filter(AlignedObjective.class::isInstance)
                .filter(objective -> SmallRun.needs(objective).length == 0).toList();
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void aRunLearnsFromTextAndTeacherAndSavesItsCheckpoint(Objective objective) throws Exception {
        String updates = Integer.toString(UPDATES);
        try (TrainingEngine engine = new TrainingEngine()) {
            Run run = engine.start(
                    SmallRun.config(folder, "objective", objective.name(), "training.updates",
                            updates, "evaluation.every_updates", updates, "checkpoint.every_updates", updates),
                    folder, folder.resolve("run"));
            SmallRun.awaitEnd(run);
            assertThat(run.progress().state()).as(run.progress().message()).isEqualTo(RunState.DONE);
            MetricTable training = run.metrics().training();
            assertThat(training.value(Metric.TOTAL_LOSS, UPDATES - 1)).isLessThan(training.value(Metric.TOTAL_LOSS, 0));
            assertThat(training.value(objective.curve().orElseThrow().metric(), UPDATES - 1)).isFinite();
            assertThat(training.value(Metric.of("oneToOneShare", "share"), 0)).isBetween(0.01, 1.0);
            assertThat(training.value(Metric.of("sharedTeacherMass", "share"), 0)).isBetween(0.01, 1.0);
        }
        assertThat(Files.exists(folder.resolve("run/checkpoints/step-" + UPDATES + "/model.safetensors"))).isTrue();
    }
}
