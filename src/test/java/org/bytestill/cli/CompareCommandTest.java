package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
    @TempDir
    private Path folder;

    private Path config() throws IOException {
        byte[] text = Files.readAllBytes(Path.of("sample-data/text/train.txt"));
        Files.write(folder.resolve("train.txt"), Arrays.copyOf(text, 1500));
        Files.write(folder.resolve("validation.txt"), Arrays.copyOfRange(text, 5000, 5300));
        return Files.writeString(folder.resolve("run.yaml"), String.join("\n", "teacher: " + Commands.TEACHER.toAbsolutePath(),
                "student: " + Commands.STUDENT.toAbsolutePath(),
                "text: {train: [train.txt], validation: [validation.txt], document_bytes: 100}",
                "training: {updates: 3, batch_documents: 2, micro_batch_documents: 2, learning_rate: 0.001}",
                "evaluation: {every_updates: 3, agreement_bytes: 200}",
                "hardware: {device: cpu, threads: 1}", ""));
    }

    @Test
    void theTableShowsMeanAndHalfTheRangeOfTheSeeds() throws IOException {
        Path out = Files.createDirectories(folder.resolve("out"));
        Files.writeString(out.resolve("results.jsonl"), """
                {"variant":"sft","seed":1,"updates":3,"bitsPerByte":1.5,"klBits":0.25,"top1Agreement":0.5,"secondsPerUpdate":0.1}
                {"variant":"sft","seed":2,"updates":3,"bitsPerByte":1.75,"klBits":0.375,"top1Agreement":0.625,"secondsPerUpdate":0.3}
                """);
        String table = Commands.run("compare", config(), "--out", out, "--show").ok().out();
        assertThat(table.lines().toList()).hasSize(2);
        assertThat(table.lines().toList().get(1).split("\\s{2,}")).containsExactly("sft", "2", "3", "1.6250 +- 0.1250", "0.3125 +- 0.0625",
                "56.25 +- 6.25", "200");
    }

    @Test
    void whatIsFinishedIsNotRunAgainAndTheRestSharesTheTeachersBytes() throws IOException {
        Path out = folder.resolve("out");
        Commands.Result alone = Commands.run("compare", config(), "--out", out, "--seeds", "1", "--only", "covering-quarter").ok();
        assertThat(alone.err()).as("the first result takes a while").startsWith("Trains one run after the other in " + out);
        String first = Files.readString(out.resolve("results.jsonl"));
        assertThat(first.lines()).hasSize(2);
        assertThat(out.resolve("teacher-bytes")).isNotEmptyDirectory();

        Commands.Result again = Commands.run("compare", config(), "--out", out, "--seeds", "1", "--only", "covering-quarter,sft").ok();
        assertThat(Files.readString(out.resolve("results.jsonl"))).startsWith(first);
        assertThat(again.out().lines().map(line -> line.split("\\s+")[0])).containsExactly("held-out,", "start", "covering-quarter", "sft",
                "",
                "than", "covering-quarter");
        assertThat(again.out().lines().skip(5)).first().asString().startsWith("than sft");
        assertThat(again.out()).contains("cannot tell (one seed)");
        assertThat(out.resolve("runs")).isDirectoryContaining(run -> run.endsWith("sft-seed-1"))
                .isDirectoryContaining(run -> run.endsWith("covering-quarter-seed-1"));
    }
}
