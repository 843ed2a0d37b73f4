package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.SmallRun;
import org.bytestill.engine.compare.ComparedVariant;
import org.bytestill.objective.HalfObjective;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.problem.UserError;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricFile;
import org.bytestill.run.RunFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An objective that only tests know, registered from here, is all that an objective is, without another edit. */
class OwnObjectiveTest {
    @TempDir
    private Path folder;
    private Objectives.Registration registration;

    @BeforeEach
    void register() {
        registration = Objectives.register(new HalfObjective());
    }

    @AfterEach
    void takeAway() {
        registration.close();
    }

    @Test
    void initOffersItWithItsMeaning() throws Exception {
        Path file = folder.resolve("run.yaml");
        assertThat(Commands.run("init", file, "--objective", "half").exitCode()).isZero();
        assertThat(file).content().contains("half: half of the token loss").contains("objective: half");
        assertThat(Commands.run("init", "--help").ok().out().replaceAll("\\s+", " ")).contains("half (half of the token loss)");
    }

    @Test
    void aRunIsCheckedEstimatedTrainedMeasuredAndItsCardSaysHow() throws Exception {
        Path file = Files.writeString(folder.resolve("run.yaml"),
                RunConfigFile.write(SmallRun.config(folder, "objective", "half", "training.updates", "4",
                        "evaluation.every_updates", "4", "checkpoint.every_updates", "4")));
        Commands.Result check = Commands.run("check", file);
        assertThat(check.exitCode()).as(check.toString()).isZero();
        assertThat(check.toString()).contains("Half is for tests.").as("the estimate").containsPattern("training +\\d");
        Path run = folder.resolve("run");
        assertThat(Commands.run("train", file, "--run", run).exitCode()).isZero();
        MetricFile metrics = MetricFile.open(new RunFolder(run));
        assertThat(metrics.training().size()).isEqualTo(4);
        for (int row = 0; row < 4; row++) {
            assertThat(metrics.training().value(HalfObjective.HALF, row)).isEqualTo(metrics.training().value(Metric.TOKEN_LOSS, row) / 2);
        }
        Path export = folder.resolve("export");
        assertThat(Commands.run("export", run, "--to", export).exitCode()).isZero();
        assertThat(export.resolve("README.md")).content().contains("Trained on half of the token loss from smollm2.");
    }

    @Test
    void itIsComparedWithTheOthersAndGoneWhenItIsTakenAway() {
        assertThat(ComparedVariant.all()).extracting(ComparedVariant::name).contains("half");
        registration.close();
        assertThat(ComparedVariant.all()).extracting(ComparedVariant::name).doesNotContain("half");
        assertThatThrownBy(() -> RunConfigFile.parse("objective: half", "run.yaml")).isInstanceOf(UserError.class)
                .hasMessageContaining("\"half\" is not allowed; expected is covering or bld");
    }
}
