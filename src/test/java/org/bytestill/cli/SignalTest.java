package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.bytestill.bytes.cache.ShardPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A process that trains is asked to end, held and taken up by others. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGTERM")
class SignalTest {
    @TempDir
    Path folder;

    @Test
    void aTerminatedRunSavesEndsWith130AndIsTakenUpAgain() throws Exception {
        Path run = folder.resolve("run");
        Process training = start("train", Commands.smallRun(folder).toString(), "--run", run.toString(), "--set", "training.updates=100000",
                "--json");
        awaitUpdate(5);
        assertThat(Commands.run("status", run, "--json").ok().object().path("state").asText()).isIn("running", "evaluating", "saving");

        Commands.run("pause", run).ok();
        assertThat(Commands.run("status", run, "--json").ok().object().path("state").asText()).isEqualTo("paused");
        assertThat(Commands.run("resume", run, "--json").ok().objects()).hasSize(1);
        int before = updates();
        awaitUpdate(before + 3);

        training.destroy();
        assertThat(training.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(training.exitValue()).as(output()).isEqualTo(130);
        assertThat(output().lines().reduce((a, b) -> b).orElseThrow()).contains("\"state\":\"stopped\"");
        int stoppedAt = Commands.run("status", run, "--json").ok().object().path("update").asInt();
        assertThat(stoppedAt).isGreaterThanOrEqualTo(before + 3);

        Files.delete(folder.resolve("output"));
        Process resumed = start("resume", run.toString(), "--json");
        awaitUpdate(stoppedAt + 2);
        assertThat(output().lines().filter(line -> line.contains("\"kind\":\"update\"")).findFirst().orElseThrow())
                .as("goes on behind the last update").contains("\"update\":" + (stoppedAt + 1) + ",");
        assertThat(Commands.run("stop", run, "--json").ok().object().path("state").asText()).isEqualTo("stopped");
        assertThat(resumed.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(resumed.exitValue()).as("asked for by a person, not by a signal").isZero();
        assertThat(Commands.run("stop", run).exitCode()).as("already stopped").isZero();
        assertThat(Commands.run("pause", run).err()).contains("no process computes this run");
    }

    /** The terminal was closed, or the connection lost. */
    @Test
    void aRunWhoseTerminalIsClosedSavesAndEndsWith130() throws Exception {
        Path run = folder.resolve("run");
        Process training = start("train", Commands.smallRun(folder).toString(), "--run", run.toString(), "--set", "training.updates=100000",
                "--json");
        awaitUpdate(7);
        new ProcessBuilder("kill", "-HUP", Long.toString(training.pid())).start().waitFor();
        assertThat(training.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(training.exitValue()).as(output()).isEqualTo(130);
        int saved = Commands.run("status", run, "--json").ok().object().path("update").asInt();
        assertThat(saved).isGreaterThanOrEqualTo(7);
        assertThat(run.resolve("checkpoints/step-" + saved)).isDirectory();
    }

    @Test
    void aTerminatedConversionEndsWith130AndSaysThatItGoesOn() throws Exception {
        Path rows = folder.resolve("rows");
        Path text = Files.writeString(folder.resolve("long.txt"),
                "The license may be held by no one.\n".repeat(2 * ShardPlan.SHARD_TEXT_BYTES / 35));
        Process conversion = start("convert", "--teacher", Commands.TEACHER.toString(), "--text", text.toString(), "--out", rows.toString(),
                "--json");
        await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(rows.resolve("manifest.json")));
        conversion.destroy();
        assertThat(conversion.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(conversion.exitValue()).isEqualTo(130);
        assertThat(output()).as("no result").isEmpty();
        assertThat(Files.readString(folder.resolve("messages"))).contains("the same command goes on from there").doesNotContain("\tat ");
    }

    private Process start(String... arguments) throws IOException {
        return Commands.start(folder, arguments);
    }

    private void awaitUpdate(int update) {
        await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(50)).until(() -> updates() >= update);
    }

    /** The last update printed so far. */
    private int updates() throws IOException {
        return output().lines().filter(line -> line.contains("\"kind\":\"update\"") && line.endsWith("}")).reduce((a, b) -> b)
                .map(line -> Integer.parseInt(line.replaceAll(".*\"update\":(\\d+).*", "$1"))).orElse(0);
    }

    private String output() throws IOException {
        return Files.exists(folder.resolve("output")) ? Files.readString(folder.resolve("output")) : "";
    }
}
