package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.SmallRun;
import org.bytestill.run.EventFile;
import org.bytestill.run.RunEvent;
import org.bytestill.run.RunFolder;
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

    /** A small run whose text has a document twice, which the run leaves out. */
    private Path configuration() throws IOException {
        Path train = Files.writeString(folder.resolve("train.jsonl"), """
                {"text": "The ship sailed."}
                {"text": "It was dark."}
                {"text": "The ship sailed."}
                """);
        RunConfig config = SmallRun.config(folder, "text.train", train.toString(), "text.duplicates", "remove", "training.updates", "1",
                "training.step1_updates", "0", "converter.width", "3", "converter.threshold", "0.1", "evaluation.agreement_bytes", "20",
                "text.max_validation_bytes", "60");
        return Files.writeString(folder.resolve("run.yaml"), RunConfigFile.write(config));
    }

    @Test
    void aRunTakesUpTheRowsThatOthersConvertedForIt() throws IOException {
        Path yaml = configuration();
        Path run = folder.resolve("run");
        List<Object> merge = new ArrayList<>(List.of("cache", "merge", "--out", run.resolve("teacher-bytes")));
        for (int part = 1; part <= 2; part++) {
            Commands.run("convert", yaml, "--shard", part + "/2", "--out", folder.resolve("rows-" + part)).ok();
            merge.add(folder.resolve("rows-" + part));
        }
        Commands.run(merge.toArray()).ok();
        Commands.run("train", yaml, "--run", run).ok();
        assertThat(EventFile.open(new RunFolder(run)).all()).extracting(RunEvent::kind).doesNotContain(RunEvent.Kind.CONVERTED);

        Path alone = folder.resolve("alone");
        Commands.run("train", yaml, "--run", alone).ok();
        assertThat(EventFile.open(new RunFolder(alone)).all()).extracting(RunEvent::kind).contains(RunEvent.Kind.CONVERTED);
        for (String file : List.of("manifest.json", "shard-00000.safetensors")) {
            assertThat(run.resolve("teacher-bytes").resolve(file)).hasSameBinaryContentAs(alone.resolve("teacher-bytes").resolve(file));
        }
    }

    @Test
    void whatTheConfigurationSaysIsNotSaidTwice() throws IOException {
        Path yaml = configuration();
        Path out = folder.resolve("rows");
        assertThat(Commands.run("convert", yaml, "--out", out, "--teacher", Commands.TEACHER, "--width", "4").err())
                .contains("--teacher, --width: the configuration says it", "--set");
        assertThat(Commands.run("convert", yaml, "--out", out, "--set", "objective=sft").err()).contains("sft", "converts no text");
        assertThat(Commands.run("convert", "--out", out, "--teacher", Commands.TEACHER).err()).contains("Add --text", "RUN.yaml");
        assertThat(out).doesNotExist();
    }
}
