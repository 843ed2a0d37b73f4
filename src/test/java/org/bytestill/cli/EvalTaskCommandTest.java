package org.bytestill.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytestill.problem.ExitCode;
import org.bytestill.util.JsonFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bytestill eval --task}. */
class EvalTaskCommandTest {
    private static final Path MODEL = Path.of("sample-data/teacher");
    private static final Path OTHER = Commands.GOLDENS.resolve("models/gemma2");
    private static final Path TASKS = Commands.GOLDENS.resolve("tasks");

    @TempDir
    Path folder;

    private static List<JsonNode> lines(Path file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            lines.add(JsonFile.MAPPER.readTree(line));
        }
        return lines;
    }

    @Test
    void resultsHaveTheKeysOfTheHarnessAndSamplesALineADocument() throws IOException {
        Path samples = folder.resolve("samples.jsonl");
        JsonNode object = Commands
                .run("eval", MODEL, "--task", TASKS.resolve("choices.yaml"), TASKS.resolve("sums.yaml"), "--samples", samples,
                        "--json")
                .ok().object();
        assertThat(object.path("kind").asText()).isEqualTo("tasks");
        JsonNode choices = object.path("results").path("own_choices");
        assertThat(choices.path("acc,none").asDouble()).isEqualTo(0.5);
        assertThat(choices.path("acc_stderr,none").asDouble()).isCloseTo(0.22360679774997896, within(1e-12));
        assertThat(choices.path("brier_score_stderr,none").asText()).isEqualTo("N/A");
        assertThat(object.path("results").path("own_sums").has("exact_match,vote")).isTrue();
        assertThat(object.path("n-shot").path("own_choices").asInt()).isEqualTo(2);
        assertThat(object.path("intervals").path("own_choices").path("acc,none").path("low").asDouble()).isBetween(0.0, 0.5);
        List<JsonNode> documents = lines(samples);
        assertThat(documents).hasSize(6 + 3);
        assertThat(documents.get(0).path("doc_id").asInt()).isZero();
        assertThat(documents.get(0).path("loglikelihoods")).hasSize(3);
        assertThat(documents.get(0).path("metrics").has("acc,none")).isTrue();
        assertThat(documents.get(6).path("filtered").path("table").has("exact_match")).isTrue();
        assertThat(documents.get(6).path("response")).hasSize(2);
        requireLostChoices(documents.subList(0, 6));
    }

    /** A wrong document says where its right choice was lost, within that choice; one that is equal to the winner is not lost. */
    private static void requireLostChoices(List<JsonNode> documents) {
        for (JsonNode document : documents) {
            JsonNode logs = document.path("loglikelihoods");
            double right = logs.get(document.path("target").asInt()).asDouble();
            boolean isBeaten = IntStream.range(0, logs.size()).anyMatch(i -> logs.get(i).asDouble() > right);
            assertThat(document.has("lost")).isEqualTo(isBeaten);
            if (document.has("lost")) {
                String choice = document.path("continuations").get(document.path("lost").path("choice").asInt()).asText();
                int context = document.path("context").asText().getBytes(UTF_8).length;
                assertThat(document.path("lost").path("byte").asInt()).isBetween(context,
                        context + choice.getBytes(UTF_8).length);
            }
        }
    }

    @Test
    void modelsAreComparedOnTheSameDocuments() {
        JsonNode object = Commands
                .run("eval", MODEL, "--task", TASKS.resolve("truth.yaml"), "--against", OTHER, "--teacher", MODEL, "--limit", "4",
                        "--json")
                .ok().object();
        assertThat(object.path("n-samples").path("own_truth").asInt()).isEqualTo(4);
        JsonNode difference = object.path("against").path("differences").path("own_truth").path("acc,none");
        double ours = object.path("results").path("own_truth").path("acc,none").asDouble();
        double theirs = object.path("against").path("results").path("own_truth").path("acc,none").asDouble();
        assertThat(difference.path("difference").asDouble()).isCloseTo(theirs - ours, within(1e-12));
        assertThat(difference.path("signTestP").asDouble()).isBetween(0.0, 1.0);
        assertThat(object.path("teacher").path("choiceAgreement").path("own_truth").asDouble()).isEqualTo(1);
        assertThat(Commands.run("eval", MODEL, "--task", TASKS.resolve("truth.yaml"), "--against", OTHER).ok().out())
                .contains("acc,none", "sign test", "95 %");
    }

    @Test
    void checkpointsOfARunAreAskedInTheirOrderEachWithItsOwnNumbers() throws IOException {
        Path yaml = Commands.smallRun(folder);
        Path run = folder.resolve("run");
        Commands.run("train", yaml, "--run", run, "--set", "training.updates=6", "--set", "checkpoint.every_updates=2", "--set",
                "checkpoint.keep_last=9", "--set", "training.learning_rate=0.05", "--json").ok();
        Path task = TASKS.resolve("choices.yaml");
        Path samples = folder.resolve("samples.jsonl");
        JsonNode all = Commands
                .run("eval", run, "--task", task, "--checkpoints", "all", "--against", OTHER, "--teacher", MODEL, "--samples",
                        samples, "--json")
                .ok().object();
        JsonNode checkpoints = all.path("checkpoints");
        assertThat(checkpoints).extracting(each -> each.path("update").asInt()).containsExactly(0, 2, 4, 6);
        assertThat(all.path("update").asInt()).as("the last one is the result").isEqualTo(6);
        assertThat(all.path("results")).isEqualTo(checkpoints.get(3).path("results"));
        assertThat(checkpoints.get(1).path("results")).as("training changes what is answered")
                .isNotEqualTo(checkpoints.get(3).path("results"));
        assertThat(all.path("against").path("differences")).isEqualTo(checkpoints.get(3).path("differences"));
        assertThat(all.path("teacher").path("choiceAgreement")).isEqualTo(checkpoints.get(3).path("choiceAgreement"));
        JsonNode alone = Commands.run("eval", run, "--task", task, "--checkpoint", "4", "--against", OTHER, "--json").ok().object();
        assertThat(alone.path("results")).isEqualTo(checkpoints.get(2).path("results"));
        assertThat(alone.path("against").path("differences")).isEqualTo(checkpoints.get(2).path("differences"));
        assertThat(lines(samples).get(0).path("loglikelihoods")).isEqualTo(samplesOf(run, task, "last").path("loglikelihoods"));
        JsonNode two = Commands.run("eval", run, "--task", task, "--checkpoints", "last, first,6", "--json").ok().object();
        assertThat(two.path("checkpoints")).extracting(each -> each.path("update").asInt()).containsExactly(0, 6);
        assertMistake(Commands.run("eval", run, "--task", task, "--checkpoints", "first,5"), "has no checkpoint \"5\"", "first, 2, 4, 6");
    }

    private JsonNode samplesOf(Path run, Path task, String checkpoint) throws IOException {
        Path file = folder.resolve("of-" + checkpoint + ".jsonl");
        Commands.run("eval", run, "--task", task, "--checkpoint", checkpoint, "--samples", file).ok();
        return lines(file).get(0);
    }

    @Test
    void mistakesAreToldWithFileAndLine() throws IOException {
        Path task = Files.writeString(folder.resolve("hub.yaml"),
                "task: t\ndataset_path: boolq\ntest_split: test\ndoc_to_text: a\ndoc_to_target: b\n");
        assertMistake(Commands.run("eval", MODEL, "--task", task), "hub.yaml, line 2", "Hugging Face hub");
        assertMistake(Commands.run("eval", MODEL, "--task", folder.resolve("none.yaml")), "no such task file");
        assertMistake(Commands.run("eval", MODEL), "--text", "--task");
        assertMistake(Commands.run("eval", MODEL, "--text", "README.md", "--limit", "3"), "--task");
        assertMistake(Commands.run("eval", MODEL, "--task", TASKS.resolve("truth.yaml"), "--fewshot-as-multiturn"),
                "--apply-chat-template");
        assertMistake(Commands.run("eval", MODEL, "--task", TASKS.resolve("truth.yaml"), "--apply-chat-template"), "has no chat template");
        assertMistake(Commands.run("eval", MODEL, "--task", TASKS.resolve("choices.yaml"), "--num-fewshot", "9"), "Lower num_fewshot");
        Path lost = Files.writeString(folder.resolve("lost.yaml"), Files.readString(TASKS.resolve("truth.yaml"))
                .replace("statements.jsonl", TASKS.resolve("statements.jsonl").toAbsolutePath().toString())
                .replace("doc_to_text: statement", "doc_to_text: \"{{missing}}\""));
        assertMistake(Commands.run("eval", MODEL, "--task", lost), "lost.yaml, line 8", "'missing' is undefined");
    }

    private static void assertMistake(Commands.Result result, String... words) {
        assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.BAD_INPUT.code());
        assertThat(result.err()).contains(words).doesNotContain("Exception");
    }
}
