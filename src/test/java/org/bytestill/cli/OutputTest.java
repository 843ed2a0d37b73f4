package org.bytestill.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where results go: what does not arrive is an error, and nothing that is read or somebody else's is written over. */
class OutputTest {
    @TempDir
    Path folder;

    private Path text() throws IOException {
        return Files.writeString(folder.resolve("text.txt"), "The license.\n");
    }

    /** A disk that is full, or a pipe that nobody reads. */
    @ParameterizedTest
    @ValueSource(strings = {"--version", "--help", "doctor", "doctor --json", "inspect --model MODEL --text TEXT",
        "inspect --model MODEL --text TEXT --json", "eval MODEL --text TEXT --json", "check --help"})
    void outputThatCouldNotBeWrittenIsAnError(String line) throws IOException {
        String[] command = Stream.of(line.split(" "))
                .map(word -> word.equals("MODEL") ? Commands.STUDENT.toString()
                        : word.equals("TEXT") ? folder.resolve("text.txt").toString() : word)
                .toArray(String[]::new);
        text();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = Bytestill.run(command, new PrintStream(new Full(), true, UTF_8), new PrintStream(err, true, UTF_8));
        assertThat(exitCode).as(err.toString(UTF_8)).isEqualTo(5);
        assertThat(err.toString(UTF_8)).contains("Standard output could not be written");
    }

    private static final class Full extends OutputStream {
        @Override
        public void write(int value) throws IOException {
            throw new IOException("No space left on device");
        }
    }

    @Test
    void anInputIsNeverAnOutput() throws IOException {
        Path text = text();
        Path model = Commands.copyOf(Commands.STUDENT, folder.resolve("model"));
        for (Path target : new Path[] {text, model.resolve("config.json")}) {
            Commands.Result result = Commands.run("inspect", "--model", model, "--text", text, "--csv", target);
            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.err()).contains(target.toString()).contains("it is read too");
        }
        assertThat(text).hasContent("The license.");
        assertThat(
                Commands.run("inspect", "--model", model, "--text", text, "--csv", folder.resolve("o"), "--svg", folder.resolve("o")).err())
                .contains("named twice");
        assertThat(Commands.run("init", text, "--text", text, "--force").err()).contains("it is read too");
    }

    @Test
    void aSymbolicLinkIsFollowedAndStays() throws IOException {
        Path text = text();
        Path real = Files.writeString(Files.createDirectories(folder.resolve("elsewhere")).resolve("real.csv"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.csv"), Path.of("elsewhere/real.csv"));
        Commands.run("inspect", "--model", Commands.STUDENT, "--text", text, "--csv", link).ok();
        assertThat(link).isSymbolicLink();
        assertThat(Files.readString(real)).startsWith("offset,");
        Commands.run("init", link, "--force").ok();
        assertThat(link).isSymbolicLink();
        assertThat(Files.readString(real)).startsWith("# A run of Bytestill");
    }

    @Test
    void aComparisonDoesNotFillAFolderOfOthers() throws IOException {
        Path own = Files.createDirectories(folder.resolve("own"));
        Files.writeString(own.resolve("thesis.tex"), "precious");
        Commands.Result result = Commands.run("compare", Commands.smallRun(folder), "--out", own);
        assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
        assertThat(result.err()).contains("is not empty and holds no comparison");
        assertThat(own.resolve("compare.yaml")).doesNotExist();
    }

    @Test
    void aFullDiskLeavesNoHalfFile() throws IOException {
        assumeThat(Path.of("/dev/full")).exists();
        Commands.Result result = Commands.run("inspect", "--model", Commands.STUDENT, "--text", text(), "--csv", "/dev/full");
        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.err()).contains("/dev/full").contains("Free space");
    }
}
