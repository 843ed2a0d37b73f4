package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bytestill.cli.Commands.Result;
import org.bytestill.problem.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Training that goes astray: what is printed then leads out of it. */
class AstrayTrainingTest {
    private static final Pattern ADVICE = Pattern.compile("in (\\S+run\\.yaml), then .*: bytestill (resume \\S+ --checkpoint \\S+)");

    @TempDir
    private Path folder;

    private static void set(Path config, String key, String value) throws IOException {
        String before = Files.readString(config);
        String after = before.replaceFirst("(\\s" + key + ": )\\S+", "$1" + value);
        assertThat(after).as("%s in %s", key, before).isNotEqualTo(before);
        Files.writeString(config, after);
    }

    private static List<String> checkpoints(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run.resolve("checkpoints"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static Result followed(Result astray) throws IOException {
        Matcher advice = ADVICE.matcher(astray.err());
        assertThat(advice.find()).as(astray.err()).isTrue();
        if (!Files.readString(Path.of(advice.group(1))).contains("learning_rate: 0.0005")) {
            set(Path.of(advice.group(1)), "learning_rate", "0.0005");
        }
        return Commands.run((Object[]) advice.group(2).split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0e3", "1.0e10", "1.0e30"})
    void theWayBackThatIsPrintedLeadsToTheLastGoodCheckpointAndToTheEnd(String rate) throws IOException {
        Path run = folder.resolve("run");
        Commands.run("train", Commands.smallRun(folder), "--run", run, "--set", "training.updates=3", "--set", "training.step1_updates=1",
                "--set", "checkpoint.every_updates=1", "--set", "checkpoint.keep_last=2").ok();
        set(run.resolve("run.yaml"), "updates", "10");
        set(run.resolve("run.yaml"), "learning_rate", rate);
        Result astray = Commands.run("resume", run, "--checkpoint", "last");
        assertThat(astray.exitCode()).as(astray.out() + astray.err()).isEqualTo(ExitCode.NOT_FINITE.code());
        assertThat(astray.err()).contains("(now " + Double.parseDouble(rate) + ")", "last good checkpoint", "--checkpoint 3");
        assertThat(checkpoints(run)).as("ruined ones do not push out the last good one").contains("step-3");
        Result whole = followed(astray).ok();
        assertThat(whole.out()).contains("done after 10 of 10 updates");
        assertThat(checkpoints(run)).contains("step-10").doesNotContain("step-4");
        Path text = Files.writeString(folder.resolve("text.txt"), "The license");
        Commands.run("eval", run, "--checkpoint", "last", "--text", text).ok();
    }

    @Test
    void whereNothingIsGoodItBeginsAnew() throws IOException {
        Path run = folder.resolve("run");
        Result astray = Commands.run("train", Commands.smallRun(folder), "--run", run, "--set", "training.learning_rate=1.0e10", "--set",
                "training.step1_updates=1", "--set", "checkpoint.every_updates=1", "--set", "training.updates=10");
        assertThat(astray.exitCode()).as(astray.out() + astray.err()).isEqualTo(ExitCode.NOT_FINITE.code());
        Result next = followed(astray);
        // Ruined weights may still have a loss that looks sane: then the next advice goes further back.
        for (int tries = 0; next.exitCode() == ExitCode.NOT_FINITE.code() && tries < 3; tries++) {
            next = followed(next);
        }
        assertThat(next.ok().out()).contains("done after 10 of 10 updates");
    }

    @Test
    void aCheckpointThatIsNotThereIsToldAndNothingIsSetAside() throws IOException {
        Path run = folder.resolve("run");
        Commands.run("train", Commands.smallRun(folder), "--run", run, "--set", "training.updates=2", "--set", "training.step1_updates=1",
                "--set", "checkpoint.every_updates=1").ok();
        Result wrong = Commands.run("resume", run, "--checkpoint", "7");
        assertThat(wrong.exitCode()).isEqualTo(ExitCode.BAD_INPUT.code());
        assertThat(wrong.err()).contains("no checkpoint \"7\". There are: first, 1, 2, best, last, good.");
        Files.write(run.resolve("checkpoints/step-1/model.safetensors"), new byte[] {1});
        Result damaged = Commands.run("resume", run, "--checkpoint", "1");
        assertThat(damaged.exitCode()).isEqualTo(ExitCode.CORRUPT_FILE.code());
        assertThat(damaged.err()).contains("step-1 is a damaged checkpoint");
        assertThat(checkpoints(run)).containsExactly("step-1", "step-2");
    }
}
