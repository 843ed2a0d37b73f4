package org.bytestill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.run.Run;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricFile;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunState;
import org.bytestill.train.CheckpointStore;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that trains is killed at random moments, while it loads, trains, evaluates or saves; its run goes on each time. */
class KillTest {
    private static final int CHECKPOINT_INTERVAL = 10;

    @TempDir
    private Path folder;

    @Test
    void everyOfTwoKillsIsHealedAndLosesAtMostOneCheckpointInterval() throws Exception {
        killAndHeal(2);
    }

    @Tag("faults")
    @Test
    void everyOfTwentyKillsIsHealedAndLosesAtMostOneCheckpointInterval() throws Exception {
        killAndHeal(20);
    }

    private void killAndHeal(int kills) throws Exception {
        Path yaml = folder.resolve("run.yaml");
        Files.writeString(yaml, RunConfigFile.write(SmallRun.config(folder, "training.updates", "100000", "checkpoint.every_updates",
                Integer.toString(CHECKPOINT_INTERVAL), "evaluation.every_updates", "60")));
        Path run = folder.resolve("run");
        Random random = new Random(20);
        int reached = 0;
        for (int kill = 0; kill < kills; kill++) {
            Process process = kill == 0 ? command("train", yaml.toString(), "--run", run.toString(), "--json")
                    : command("resume", run.toString(), "--json");
            RunFolder runFolder = new RunFolder(run);
            int resumes = kill;
            await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(20))
                    .until(() -> !process.isAlive() || trainsAfter(runFolder, resumes));
            assertThat(process.isAlive()).as("resume " + kill + " works: " + output()).isTrue();
            process.waitFor(random.nextInt(700), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();

            MetricFile metrics = MetricFile.open(runFolder);
            reached = (int) metrics.training().last(Metric.UPDATE);
            List<String> broken = new ArrayList<>();
            int saved = new CheckpointStore(runFolder).newestWhole(broken).map(CheckpointStore.Stored::update).orElse(0);
            assertThat(broken).as("checkpoints are whole or absent").isEmpty();
            // An update that was computed but not yet saved is lost; the save of the interval may have been under way.
            assertThat(reached - saved).as("updates lost by kill " + kill).isLessThanOrEqualTo(CHECKPOINT_INTERVAL);
        }
        try (TrainingEngine engine = new TrainingEngine()) {
            assertThat(engine.open(run).progress().state()).isEqualTo(RunState.INTERRUPTED);
            Run resumed = engine.resume(run);
            int target = reached + 5;
            await().atMost(Duration.ofMinutes(1)).until(() -> resumed.metrics().resumePoints().size() >= kills
                    && resumed.metrics().training().last(Metric.UPDATE) >= target);
            resumed.stop(true);
            SmallRun.awaitEnd(resumed);
            assertThat(resumed.progress().state()).isEqualTo(RunState.STOPPED);
        }
    }

    /** True if the log was taken up as often as that, and an update was computed since. */
    private static boolean trainsAfter(RunFolder folder, int resumes) {
        MetricFile metrics = MetricFile.open(folder);
        int from = metrics.resumePoints().isEmpty() ? 0 : Math.max(0, metrics.resumePoints().get(metrics.resumePoints().size() - 1));
        return metrics.resumePoints().size() >= resumes && metrics.training().size() > from;
    }

    private Process command(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), "org.bytestill.Main"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("output").toFile())).start();
    }

    private String output() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("output"));
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }
}
