package org.bytestill.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands where digits, pipes and names of files are not what one has on one's own machine. */
class EnvironmentTest {
    @TempDir
    Path folder;

    /** Languages with digits of their own, and one with two letters i. */
    @ParameterizedTest
    @ValueSource(strings = {"ar-EG", "fa-IR", "bn-BD", "mr-IN", "my-MM", "tr-TR", "hi-IN-u-nu-deva"})
    void filesAndNumbersAreTheSameInEveryLanguage(String language) throws IOException {
        Locale before = Locale.getDefault();
        Path text = Files.writeString(folder.resolve("text.txt"), "The license.\n");
        try {
            Locale.setDefault(Locale.forLanguageTag(language));
            Commands.Result result = Commands.run("convert", "--teacher", Commands.TEACHER, "--text", text, "--out", folder.resolve("rows"))
                    .ok();
            assertThat(result.out()).contains("13 bytes of text in 1 documents");
            assertThat(Commands.run("inspect", "--model", Commands.STUDENT, "--text", text, "--csv", folder.resolve("t.csv")).ok().out())
                    .contains("13 bytes of text");
        } finally {
            Locale.setDefault(before);
        }
        try (Stream<Path> files = Files.list(folder.resolve("rows"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("manifest.json",
                    "shard-00000.safetensors");
        }
        assertThat(Files.readString(folder.resolve("t.csv"))).containsPattern("\n0,").doesNotContainPattern("[٠-٩۰-۹०-९০-৯၀-၉]");
    }

    @Test
    void aTextMayComeFromStandardInput() {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream("The license.\n".getBytes(UTF_8)));
            assertThat(Commands.run("inspect", "--model", Commands.STUDENT, "--text", "-", "--json").ok().objects()).hasSize(13);
            System.setIn(new ByteArrayInputStream("The license.\n".getBytes(UTF_8)));
            assertThat(Commands.run("eval", Commands.STUDENT, "--text", "-", "--json").ok().object().path("bytes").asInt()).isEqualTo(13);
            System.setIn(InputStream.nullInputStream());
            Commands.Result empty = Commands.run("eval", Commands.STUDENT, "--text", "-");
            assertThat(empty.exitCode()).isEqualTo(2);
            assertThat(empty.err()).contains("No text came from standard input");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no such files")
    void aTextMayComeFromAPipeAndARunSaysThatItReadsTwice() throws Exception {
        Path pipe = folder.resolve("pipe");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        CompletableFuture<Void> written = CompletableFuture.runAsync(() -> {
            try {
                Files.writeString(pipe, "The license.\n");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(Commands.run("eval", Commands.STUDENT, "--text", pipe, "--json").ok().object().path("bytes").asInt()).isEqualTo(13);
        written.get(10, TimeUnit.SECONDS);
        Path yaml = Commands.smallRun(folder);
        Commands.Result check = Commands.run("check", yaml, "--set", "text.train=" + pipe);
        assertThat(check.exitCode()).isEqualTo(2);
        assertThat(check.out()).contains("is a pipe or a device; a run reads its text more than once");
    }

    @Test
    void aTextThatIsAPointerOfGitLfsIsNotTrainedOn() throws IOException {
        Path text = Files.writeString(folder.resolve("text.jsonl"),
                "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 17\n");
        Commands.Result result = Commands.run("eval", Commands.STUDENT, "--text", text);
        assertThat(result.exitCode()).isEqualTo(6);
        assertThat(result.err()).contains("text.jsonl is a Git LFS pointer").contains("git lfs pull");
    }

    /** What Java throws where the system's character set lacks a letter of the name. */
    @Test
    void aNameThatTheLocaleCannotWriteIsToldWithItsCure() {
        Failure failure = Failure.of(new InvalidPathException("té.txt", "Malformed input or input contains unmappable characters"));
        assertThat(failure.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(failure.sentence()).contains("\"té.txt\" is no path here").contains("LC_ALL=C.UTF-8");
        assertThat(failure.isUnexpected()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--text", "--checkpoint", "--teacher", "--document-bytes", "--method", "--device"})
    void anEmptyValueIsNamed(String option) throws IOException {
        Path text = Files.writeString(folder.resolve("text.txt"), "The license.\n");
        Commands.Result result = Commands.run("eval", Commands.STUDENT, "--text", text, option, "");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains(option);
    }
}
