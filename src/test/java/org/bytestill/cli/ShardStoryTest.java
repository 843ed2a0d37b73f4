package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Converting and evaluating in parts, by commands. */
class ShardStoryTest {
    @TempDir
    Path folder;

    private Path text() throws IOException {
        byte[] all = Files.readAllBytes(Commands.GOLDENS.resolve("bytes/text.txt"));
        return Files.write(folder.resolve("text.txt"), java.util.Arrays.copyOf(all, Math.min(all.length, 1600)));
    }

    private List<Object> convert(Path text, String out) {
        return new ArrayList<>(List.of("convert", "--teacher", Commands.TEACHER, "--text", text, "--width", "3", "--threshold", "0.1",
                "--max-bytes", "60", "--json", "--out", folder.resolve(out)));
    }

    @Test
    void convertedPartsAreMergedToWhatOneConversionWrites() throws IOException {
        Path text = text();
        Commands.run(convert(text, "whole").toArray()).ok();
        List<Object> merge = new ArrayList<>(List.of("cache", "merge", "--json", "--out", folder.resolve("merged")));
        long bytes = 0;
        for (int part = 2; part >= 1; part--) {
            List<Object> command = convert(text, "part-" + part);
            command.addAll(List.of("--shard", part + "/2"));
            bytes += Commands.run(command.toArray()).ok().object().path("bytes").asLong();
            merge.add(folder.resolve("part-" + part));
        }
        JsonNode merged = Commands.run(merge.toArray()).ok().object();
        assertThat(merged.path("shards").asInt()).isEqualTo(1);
        assertThat(bytes).isEqualTo(Commands.run(convert(text, "whole").toArray()).ok().object().path("bytes").asLong());
        for (String file : List.of("manifest.json", "shard-00000.safetensors")) {
            assertThat(folder.resolve("merged").resolve(file)).hasSameBinaryContentAs(folder.resolve("whole").resolve(file));
        }
        assertThat(Commands.run(merge.subList(0, 6).toArray()).err()).contains("is missing", "convert --shard");
        assertThat(Commands.run("cache").err()).contains("bytestill cache merge");
    }

    private List<Object> eval(Path text, Object... more) {
        List<Object> command = new ArrayList<>(List.of("eval", Commands.STUDENT, "--text", text, "--teacher", Commands.TEACHER,
                "--document-bytes", "20", "--agreement-bytes", "700", "--json"));
        command.addAll(List.of(more));
        return command;
    }

    @Test
    void evaluatedPartsAreMergedToTheNumbersOfOneEvaluation() throws IOException {
        Path text = text();
        JsonNode whole = Commands.run(eval(text).toArray()).ok().object();
        List<Object> merge = new ArrayList<>(List.of("eval-merge", "--json"));
        for (int part : new int[] {3, 1, 2}) {
            Path file = folder.resolve("part-" + part + ".json");
            Commands.run(eval(text, "--shard", part + "/3", "--out", file).toArray()).ok();
            merge.add(file);
        }
        JsonNode merged = Commands.run(merge.toArray()).ok().object();
        for (String key : List.of("bytes", "tokens", "bitsPerByte", "tokenLoss", "klBits", "top1Agreement", "agreementBytes",
                "infiniteKl")) {
            assertThat(merged.path(key)).as(key).isEqualTo(whole.path(key));
        }
        assertThat(merged.path("agreementBytes").asLong()).isPositive();
        assertThat(Commands.run(merge.subList(0, 4).toArray()).err()).contains("2/3 is missing", "eval --shard 2/3");
        merge.add(merge.get(2));
        assertThat(Commands.run(merge.toArray()).err()).contains("are both part 3/3");
        Path other = folder.resolve("other.json");
        Commands.run("eval", Commands.STUDENT, "--text", text, "--document-bytes", "20", "--shard", "2/3", "--out", other).ok();
        assertThat(Commands.run("eval-merge", merge.get(2), merge.get(3), other).err()).contains("different evaluations");
        assertThat(Commands.run(eval(text, "--shard", "2/3").toArray()).err()).contains("--shard and --out belong together");
        assertThat(Commands.run("eval-merge", text).err()).contains("text.txt");
    }
}
