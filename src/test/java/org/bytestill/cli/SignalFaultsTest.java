package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every signal that a terminal, a system or a scheduler sends to a run, and two processes that want the same folder. */
@Tag("faults")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no signals")
class SignalFaultsTest {
    @TempDir
    private Path folder;

    private void send(String signal, Process process) throws Exception {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    }

    private Process training(Path run) throws IOException {
        return Commands.start(folder, "train", Commands.smallRun(folder).toString(), "--run", run.toString(), "--set",
                "training.updates=100000", "--set", "checkpoint.every_updates=100000", "--json");
    }

    private long updates() throws IOException {
        try (var lines = Files.lines(folder.resolve("output"))) {
            return lines.filter(line -> line.contains("\"kind\":\"update\"")).count();
        }
    }

    /** Exit code 130 and a checkpoint of the last update; of signals that no program sees, the run goes on from the last checkpoint. */
    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,130", "HUP,130", "QUIT,-1", "USR1,-2", "USR2,-2", "PIPE,-1", "CONT,-1", "WINCH,-1", "KILL,-2", "ALRM,-2"})
    void aSignalSavesOrChangesNothing(String signal, int exitCode) throws Exception {
        Path run = folder.resolve("run");
        Process process = training(run);
        await().atMost(Duration.ofMinutes(1)).until(() -> updates() >= 5);
        send(signal, process);
        if (exitCode == -1) {
            long before = updates();
            await().atMost(Duration.ofMinutes(1)).until(() -> updates() >= before + 3);
            send("TERM", process);
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        if (exitCode != -2) {
            assertThat(process.exitValue()).isEqualTo(130);
            int saved = Commands.run("status", run, "--json").ok().object().path("update").asInt();
            assertThat(run.resolve("checkpoints/step-" + saved)).isDirectory();
        }
        Process resumed = Commands.start(folder, "resume", run.toString(), "--json");
        await().atMost(Duration.ofMinutes(1)).until(() -> updates() >= 2);
        send("TERM", resumed);
        assertThat(resumed.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(resumed.exitValue()).isEqualTo(130);
    }

    @Test
    void aRunThatNohupStartedOutlivesItsTerminal() throws Exception {
        Path run = folder.resolve("run");
        List<String> command = Commands.command("train", Commands.smallRun(folder).toString(), "--run", run.toString(), "--set",
                "training.updates=100000", "--json");
        Process process = new ProcessBuilder(concat(List.of("sh", "-c", "trap '' HUP; exec \"$@\"", "sh"), command))
                .redirectErrorStream(true).redirectOutput(folder.resolve("output").toFile()).start();
        await().atMost(Duration.ofMinutes(1)).until(() -> updates() >= 5);
        send("HUP", process);
        long before = updates();
        await().atMost(Duration.ofMinutes(1)).until(() -> updates() >= before + 5);
        send("TERM", process);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
    }

    private static List<String> concat(List<String> one, List<String> two) {
        return Stream.concat(one.stream(), two.stream()).toList();
    }

    /** Started at the same moment, ten times: one computes, the other is told. */
    @Test
    void ofTwoWritersOneComputes() throws Exception {
        Path yaml = Commands.smallRun(folder);
        Path first = Files.createDirectory(folder.resolve("first"));
        Path second = Files.createDirectory(folder.resolve("second"));
        for (int number = 0; number < 10; number++) {
            Path run = folder.resolve("run-" + number);
            String[] command = {"train", yaml.toString(), "--run", run.toString(), "--set", "training.updates=6", "--json"};
            Process one = Commands.start(first, command);
            Process two = Commands.start(second, command);
            assertThat(one.waitFor(1, TimeUnit.MINUTES) && two.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(List.of(one.exitValue(), two.exitValue())).as("%s%s", Files.readString(first.resolve("messages")),
                    Files.readString(second.resolve("messages"))).containsExactlyInAnyOrder(0, 2);
            assertThat(Files.readString(run.resolve("metrics.jsonl")).lines().filter(line -> line.contains("\"update\",\"update\":3")))
                    .as("written once").hasSizeLessThan(2);
        }
    }
}
