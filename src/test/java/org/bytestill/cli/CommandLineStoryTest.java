package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.cli.Commands.Result;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.torch.Safetensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run from start to finish by commands alone; the shapes are those that other programs call. */
class CommandLineStoryTest {
    @TempDir
    Path folder;

    @Test
    void aRunIsCheckedTrainedLookedAtMeasuredAndExported() throws IOException {
        Path yaml = Commands.smallRun(folder);
        Path run = folder.resolve("run");

        JsonNode check = Commands.run("check", yaml, "--run", run, "--json").ok().object();
        assertThat(check.path("canStart").asBoolean()).isTrue();
        assertThat(check.path("estimate").path("updates").asInt()).isEqualTo(12);

        List<JsonNode> stream = Commands.run("train", yaml, "--run", run, "--set", "training.updates=10", "--json").ok().objects();
        List<JsonNode> updates = stream.stream().filter(line -> line.path("kind").asText().equals("update")).toList();
        assertThat(updates).extracting(line -> line.path("update").asInt()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(updates).allSatisfy(line -> {
            assertThat(line.path("schema").asInt()).isEqualTo(1);
            assertThat(line.path("tokenLoss").isDouble()).isTrue();
            assertThat(line.path("byteLoss").isDouble()).isTrue();
        });
        List<JsonNode> evaluations = stream.stream().filter(line -> line.path("kind").asText().equals("evaluation")).toList();
        assertThat(evaluations).extracting(line -> line.path("update").asInt()).containsExactly(0, 6, 10);
        JsonNode end = stream.get(stream.size() - 1);
        assertThat(end.path("run").asText()).isEqualTo(run.toAbsolutePath().toString());
        assertThat(end.path("state").asText()).isEqualTo("done");
        assertThat(end.path("updates").asInt()).isEqualTo(10);
        assertThat(end.path("seconds").asDouble()).isPositive();

        JsonNode status = Commands.run("status", run, "--json").ok().object();
        assertThat(status.path("state").asText()).isEqualTo("done");
        assertThat(status.path("checkpoints")).extracting(checkpoint -> checkpoint.path("update").asInt()).contains(0, 5, 10);

        Path page = folder.resolve("report.html");
        assertThat(Commands.run("report", run, "--out", page, "--json").ok().object().path("bytes").asLong()).isEqualTo(Files.size(page));
        assertThat(Files.readString(page))
                .contains("State</td><td>done, update 10 of 10", "Token loss, nats per token", "<svg", "KL by class of byte",
                        "SHA-256 of the weights", "bytestill resume", "batch_documents")
                .as("what it needs is in it").doesNotContain("src=", "href=", "@import", "<script");

        Path validation = folder.resolve("validation.txt");
        JsonNode measured = Commands.run("eval", run, "--text", validation, "--teacher", Commands.TEACHER, "--checkpoint", "last", "--json")
                .ok().object();
        // The run measured the same text with the same weights, in another order of sums.
        assertThat(measured.path("bitsPerByte").asDouble()).isCloseTo(evaluations.get(2).path("bitsPerByte").asDouble(), within(1e-4));
        assertThat(measured.path("klBits").asDouble()).isCloseTo(evaluations.get(2).path("klBits").asDouble(), within(1e-4));
        assertThat(measured.path("top1Agreement").asDouble()).isCloseTo(evaluations.get(2).path("top1Agreement").asDouble(), within(1e-9));
        JsonNode first = Commands.run("eval", run, "--text", validation, "--checkpoint", "first", "--json").ok().object();
        assertThat(first.path("bitsPerByte").asDouble()).isCloseTo(evaluations.get(0).path("bitsPerByte").asDouble(), within(1e-4));
        assertThat(first.has("klBits")).isFalse();

        Path exported = folder.resolve("exported");
        JsonNode export = Commands.run("export", run, "--checkpoint", "last", "--to", exported, "--format", "hf", "--json").ok().object();
        assertThat(export.path("proven").asBoolean()).isTrue();
        assertThat(export.path("update").asInt()).isEqualTo(10);
        JsonNode reloaded = Commands.run("eval", exported, "--text", validation, "--document-bytes", "60", "--json").ok().object();
        assertThat(reloaded.path("bitsPerByte").asDouble()).isEqualTo(measured.path("bitsPerByte").asDouble());
        assertThat(Files.readString(run.resolve("run.json"))).contains("\"exports\"");

        List<JsonNode> written = Commands.run("generate", run, "--checkpoint", "last", "--prompt", "The license", "--prompt", "It may",
                "--max-new-tokens", "8", "--json").ok().objects();
        List<JsonNode> byTheExported = Commands.run("generate", exported, "--prompt", "The license", "--prompt", "It may",
                "--max-new-tokens", "8", "--json").ok().objects();
        assertThat(written).hasSize(3);
        assertThat(written.get(2).path("update").asInt()).isEqualTo(10);
        assertThat(written.get(0).path("tokens")).isNotEmpty().isEqualTo(byTheExported.get(0).path("tokens"));
        assertThat(written.get(1).path("tokens")).isEqualTo(byTheExported.get(1).path("tokens"));

        Result again = Commands.run("train", yaml, "--run", run);
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err()).contains("exists").contains("resume");
        assertThat(Commands.run("resume", run).exitCode()).isEqualTo(2);
        assertThat(Commands.run("eval", run, "--text", validation, "--checkpoint", "7").err()).contains("has no checkpoint \"7\"")
                .contains("10, best, last");
    }

    @Test
    void anEstimateSaysMemoryByPartAndADryRunTriesTheRunAndLeavesNothing() throws IOException {
        Path yaml = Commands.smallRun(folder);
        JsonNode estimate = Commands.run("estimate", yaml, "--run", folder.resolve("run"), "--json").ok().object();
        assertThat(estimate.path("origin").asText()).isEqualTo("formula");
        long sum = 0;
        for (JsonNode part : estimate.path("trainMemory")) {
            sum += part.asLong();
        }
        assertThat(estimate.path("trainMemoryBytes").asLong()).isEqualTo(sum);
        assertThat(estimate.path("trainMemory").fieldNames()).toIterable().contains("weights", "gradients", "moments", "heap", "libtorch");
        assertThat(Commands.run("estimate", yaml).ok().out()).contains("training", "by formula", "weights");

        List<JsonNode> lines = Commands.run("dry-run", yaml, "--run", folder.resolve("run"), "--json").ok().objects();
        assertThat(lines).filteredOn(line -> line.path("kind").asText().equals("finding"))
                .extracting(line -> line.path("stage").asText()).contains("open", "convert", "updates", "evaluate", "checkpoint", "export");
        JsonNode end = lines.get(lines.size() - 1);
        assertThat(end.path("fine").asBoolean()).isTrue();
        assertThat(end.path("estimate").path("updates").asInt()).isEqualTo(12);
        try (java.util.stream.Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("run.yaml", "train.txt",
                    "validation.txt");
        }
        Result refused = Commands.run("dry-run", yaml, "--set", "teacher=nowhere");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("teacher");
    }

    @Test
    void conversionPrintsOneObjectAndTheSameCommandAgainReadsNothing() {
        Object[] command = {"convert", "--teacher", Commands.TEACHER, "--text", Commands.GOLDENS.resolve("bytes/text.txt"), "--method",
            "beam", "--width", "3",
            "--threshold", "0.1", "--max-bytes", "60", "--out", folder.resolve("rows"), "--json"};
        JsonNode first = Commands.run(command).ok().object();
        assertThat(first.path("bytes").asInt()).isBetween(50, 60);
        assertThat(first.path("rows").asInt()).isPositive();
        assertThat(first.path("bytesPerSecond").asDouble()).isPositive();
        assertThat(first.path("droppedMass").asDouble()).isBetween(1e-6, 0.2);
        assertThat(first.fieldNames()).toIterable().contains("seconds", "zeroProbability", "healed");

        JsonNode second = Commands.run(command).ok().object();
        assertThat(second.path("rows").asInt()).isZero();
        assertThat(second.path("reusedBytes").asInt()).isEqualTo(first.path("bytes").asInt());
        for (String key : List.of("bytes", "zeroProbability", "droppedMass", "healed", "diskBytes")) {
            assertThat(second.path(key)).as(key).isEqualTo(first.path(key));
        }
        command[8] = "4";
        assertThat(Commands.run(command).err()).contains("width is 3 there, 4 here");
    }

    @Test
    void keptRowsAreRefusedToAnotherConversionWhichIsToldWhatDiffers() throws IOException {
        List<Object> command = List.of("convert", "--teacher", Commands.TEACHER, "--text", Commands.GOLDENS.resolve("bytes/text.txt"),
                "--width", "3", "--threshold",
                "0.1", "--max-bytes", "60", "--out", folder.resolve("rows"), "--json");
        Commands.run(command.toArray()).ok();
        Path other = Files.writeString(folder.resolve("other.txt"), "The license may be held by no one.\n");
        assertRefused(changed(command, "--teacher", Commands.STUDENT), "teacher is ", "tokenizer is ");
        assertRefused(changed(command, "--text", other), "text is ");
        assertRefused(changed(command, "--width", "4"), "width is 3 there, 4 here");
        assertRefused(changed(command, "--threshold", "0.2"), "threshold is 0.1 there, 0.2 here");
        assertRefused(with(command, "--method", "cover"), "method is beam there, cover here");
        assertRefused(with(command, "--coverage", "0.9"), "coverage is 0.999 there, 0.9 here");
        assertRefused(with(command, "--precision", "bfloat16"), "teacher precision is float32 there, bfloat16 here");
        assertRefused(with(command, "--specials-as-text"), "specials as text is false there, true here");
        assertThat(Commands.run(command.toArray()).ok().object().path("rows").asInt()).as("they are still there").isZero();
    }

    private static void assertRefused(List<Object> command, String... differences) {
        Result result = Commands.run(command.toArray());
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains(differences).contains("Choose another run folder");
    }

    private static List<Object> changed(List<Object> command, String option, Object value) {
        List<Object> changed = new ArrayList<>(command);
        changed.set(changed.indexOf(option) + 1, value);
        return changed;
    }

    private static List<Object> with(List<Object> command, Object... more) {
        List<Object> longer = new ArrayList<>(command);
        longer.addAll(List.of(more));
        return longer;
    }

    @Test
    void aDenseInspectionHoldsTheReferencesDistributionsOfEveryByte() throws IOException {
        Path out = folder.resolve("p.safetensors");
        Path text = Commands.GOLDENS.resolve("bytes/text.txt");
        Commands.run("inspect", "--model", Commands.TEACHER, "--text", text, "--method", "cover", "--dense", out, "--json").ok();
        int bytes = (int) Files.size(text);
        Safetensors written = Safetensors.open(out);
        assertThat(written.entry("p").shape()).containsExactly(bytes, 257);
        double[] reference = Safetensors.open(Commands.GOLDENS.resolve("bytes/golden.safetensors")).doubles("cover");
        float[] p = written.floats("p");
        double largest = 0;
        for (int i = 0; i < p.length; i++) {
            largest = Math.max(largest, Math.abs(p[i] - reference[i]));
        }
        assertThat(largest).as("float32 of a float32 model").isLessThan(1e-5);
    }

    @Test
    void aTableHasALineForEveryByte() throws IOException {
        Path text = Files.writeString(folder.resolve("t.txt"), "The license\n");
        Result result = Commands.run("inspect", "--model", Commands.TEACHER, "--text", text, "--method", "cover").ok();
        assertThat(result.out().lines()).hasSize(13);
        assertThat(result.out().lines().toList().get(12)).contains("\\n");
        List<JsonNode> rows = Commands.run("inspect", "--model", Commands.TEACHER, "--text", text, "--method", "cover", "--json").ok()
                .objects();
        assertThat(rows).hasSize(12).allSatisfy(row -> assertThat(row.path("top")).hasSize(5));
        assertThat(rows.get(0).path("token").path("name").asText()).isEqualTo("T");
    }

    @Test
    void aModelAgreesWithItselfExactly() {
        JsonNode self = Commands
                .run("eval", Commands.TEACHER, "--text", Commands.GOLDENS.resolve("bytes/text.txt"), "--teacher", Commands.TEACHER,
                        "--json")
                .ok()
                .object();
        assertThat(self.path("klBits").asDouble()).isZero();
        assertThat(self.path("top1Agreement").asDouble()).isEqualTo(1);
        assertThat(self.path("infiniteKl").asInt()).isZero();
        assertThat(self.path("agreementBytes").asInt()).isEqualTo(237);
    }

    @Test
    void everyReferenceOfAnotherProgramIsMetWithinItsTolerance() {
        for (String family : List.of("llama3", "llama2", "smollm2")) {
            Path model = Commands.GOLDENS.resolve("models").resolve(family);
            JsonNode difference = Commands.run("verify", "--model", model, "--reference", model.resolve("golden.safetensors"), "--json")
                    .ok().object();
            assertThat(difference.path("maxAbsLogitDifference").asDouble(1)).as(family).isBetween(0.0, 1e-4);
            assertThat(difference.path("lossDifference").asDouble(1)).as(family).isBetween(0.0, 1e-5);
            assertThat(difference.path("maxRelGradientDifference").asDouble(1)).as(family).isBetween(0.0, 1e-4);
        }
        Result other = Commands.run("verify", "--model", Commands.GOLDENS.resolve("models/llama3"), "--reference",
                Commands.GOLDENS.resolve("models/llama2/golden.safetensors"));
        assertThat(other.exitCode()).isEqualTo(2);
        assertThat(other.err()).contains("another model");
    }

    @Test
    void anObjectiveIsComparedOnTheTextOfItsReference() {
        Path models = Commands.GOLDENS.resolve("models");
        Path reference = Commands.GOLDENS.resolve("objectives/llama3-llama2/one-to-one_mask.safetensors");
        JsonNode report = Commands
                .run("verify", "--teacher", models.resolve("llama3"), "--student", models.resolve("llama2"), "--reference",
                        reference, "--json")
                .ok().object();
        assertThat(report.path("objective").asText()).isEqualTo("one-to-one");
        assertThat(report.path("lossDifference").asDouble(1)).isBetween(0.0, 2e-5);
        assertThat(report.path("maxRelGradientDifference").asDouble(1)).isBetween(0.0, 1e-4);
        assertThat(report.path("count").asInt()).isEqualTo(15);
        assertThat(report.path("countDifference").asInt(1)).isZero();
        assertThat(report.path("groupsDifference").asInt(1)).isZero();
        Result neither = Commands.run("verify", "--reference", reference);
        assertThat(neither.exitCode()).isEqualTo(2);
        assertThat(neither.err()).contains("--model").contains("--student");
    }

    @Test
    void aNewConfigurationIsWrittenWithTheGivenPathsRelativeToIt() throws IOException {
        Path yaml = folder.resolve("new.yaml");
        Result first = Commands.run("init", yaml, "--teacher", folder.resolve("teacher"), "--set", "training.updates=7").ok();
        assertThat(first.out()).contains("Fill in student, text.train, then: bytestill check");
        RunConfig config = RunConfigFile.read(yaml);
        assertThat(config.teacher()).isEqualTo(folder.resolve("teacher").toString());
        assertThat(config.training().updates()).isEqualTo(7);
        Result again = Commands.run("init", yaml);
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err()).contains("exists").contains("--force");
        Commands.run("init", yaml, "--force").ok();
        assertThat(RunConfigFile.read(yaml)).as("the run is called as the file")
                .isEqualTo(RunConfigFile.with(RunConfig.recommended(), "name", "new"));
        Result given = Commands.run("init", yaml, "--force", "--teacher", "t.gguf", "--student", "s.gguf", "--text", "a.jsonl").ok();
        assertThat(given.out()).as("a validation text may be left out").contains("Next: bytestill check");
        Commands.run("init", yaml, "--force", "--as-published").ok();
        assertThat(RunConfigFile.read(yaml)).isEqualTo(RunConfigFile.with(RunConfig.defaults(), "name", "new"));
        Path odd = folder.resolve("my chats (2).yaml");
        Commands.run("init", odd).ok();
        assertThat(RunConfigFile.read(odd).name()).isEqualTo("my-chats-2-");
    }

    @Test
    void aConfigurationCanBeWrittenLikeAnotherOne() {
        Path chats = Path.of("sample-data/chats.yaml");
        Path yaml = folder.resolve("new.yaml");
        Result like = Commands.run("init", yaml, "--like", chats, "--student", folder.resolve("own"), "--set", "training.updates=7").ok();
        assertThat(like.out()).contains("Next: bytestill check");
        RunConfig sample = RunConfigFile.resolved(RunConfigFile.read(chats), chats.toAbsolutePath().getParent());
        assertThat(RunConfigFile.read(yaml)).isEqualTo(RunConfigFile.with(
                RunConfigFile.with(sample, "student", folder.resolve("own").toString()), "training.updates", "7"));
        assertThat(Commands.run("init", yaml, "--force", "--like", chats, "--as-published").err()).contains("Leave one of them out");
    }

    @Test
    void everyCommandExplainsItself() {
        for (String command : List.of("init", "check", "estimate", "dry-run", "convert", "train", "status", "report", "pause", "resume",
                "stop",
                "runs",
                "eval", "generate",
                "inspect", "rollouts",
                "documents", "preview", "tokenizers", "export", "render", "sweep",
                "verify", "doctor", "cache", "eval-merge")) {
            assertThat(Commands.run(command, "--help").ok().out()).as(command).contains("Usage: bytestill " + command).contains("--json");
        }
        for (String command : List.of("init", "convert", "eval", "audit")) {
            assertThat(Commands.run(command, "--help").ok().out().replaceAll("\\s+", " ")).as(command).contains(".txt", ".jsonl",
                    "others are read as plain text");
        }
        assertThat(Commands.run("--help").ok().out()).contains("Exit codes").contains("8 training").contains("convert");
        assertThat(Commands.run("--version").ok().out()).startsWith("bytestill ");
    }

    @Test
    void theDoctorNamesTheMachine() {
        JsonNode doctor = Commands.run("doctor", "--json").ok().object();
        assertThat(doctor.path("libtorch").asText()).isEqualTo("2.7.1");
        assertThat(doctor.path("memoryBytes").asLong()).isGreaterThanOrEqualTo(doctor.path("freeMemoryBytes").asLong());
        assertThat(Commands.run("doctor").ok().out()).contains("CPU");
    }
}
