package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.cli.Commands.Result;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricFile;
import org.bytestill.run.RunFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample chats by command: a student that has no chat template and ends no turn learns to end its turns, and can be spoken to. */
class ChatStoryTest {
    private static final Path SAMPLE = Path.of("sample-data");
    private static final int PROMPTS = 20;
    private static final String TOKENS = "40";

    @TempDir
    private Path folder;

    @Test
    void afterARunOnTheSampleChatsTheStudentEndsItsTurns() throws IOException {
        Path run = folder.resolve("run");
        Result trained = Commands.run("train", SAMPLE.resolve("chats.yaml"), "--run", run, "--set", "training.updates=32", "--set",
                "text.max_train_bytes=30000", "--set", "text.max_validation_bytes=3000", "--set", "evaluation.every_updates=32", "--set",
                "evaluation.agreement_bytes=500", "--set", "checkpoint.every_updates=32", "--set", "converter.method=cover", "--set",
                "hardware.device=cpu", "--set", "hardware.threads=1").ok();
        assertThat(trained.out()).contains("All 32 updates are done.");
        bitsAreThoseOfTheAnswersAlone(run);
        Path prompts = beginning(SAMPLE.resolve("chats/prompts.jsonl"));
        assertThat(ended(run, "first", prompts)).as("the student before").isLessThanOrEqualTo(2);
        assertThat(ended(run, "last", prompts)).as("the trained student").isGreaterThanOrEqualTo(15);
        theExportCanBeSpokenTo(run);
    }

    /** A fifth of the text is supervised: over all bytes the loss of the first update would be a fifth of the evaluation before it. */
    private static void bitsAreThoseOfTheAnswersAlone(Path run) {
        MetricFile metrics = MetricFile.open(RunFolder.existing(run));
        assertThat(metrics.training().value(Metric.BITS_PER_BYTE, 0))
                .isGreaterThan(metrics.evaluation().value(Metric.BITS_PER_BYTE, 0) / 2);
    }

    private Path beginning(Path file) throws IOException {
        return Files.write(folder.resolve("prompts.jsonl"), Files.readAllLines(file).subList(0, PROMPTS));
    }

    /** How many of the answers, greedily written, the model ends itself. */
    private static long ended(Path run, String checkpoint, Path prompts) {
        List<JsonNode> answers = Commands.run("generate", run, "--checkpoint", checkpoint, "--prompt-file", prompts, "--max-new-tokens",
                TOKENS, "--json").ok().objects().subList(0, PROMPTS);
        return answers.stream().filter(answer -> answer.path("reason").asText().equals("end")).count();
    }

    private void theExportCanBeSpokenTo(Path run) {
        Path exported = folder.resolve("exported");
        Commands.run("export", run, "--checkpoint", "last", "--to", exported, "--format", "hf").ok();
        assertThat(exported.resolve("chat_template.jinja")).hasSameTextualContentAs(SAMPLE.resolve("chats/chat.jinja"));
        JsonNode answer = Commands.run("generate", exported, "--chat", "--prompt", "What is 3 and 4?", "--max-new-tokens", TOKENS, "--json")
                .ok()
                .objects().get(0);
        JsonNode ofRun = Commands
                .run("generate", run, "--checkpoint", "last", "--chat", "--prompt", "What is 3 and 4?", "--max-new-tokens", TOKENS,
                        "--json")
                .ok().objects().get(0);
        assertThat(answer.path("tokens")).isEqualTo(ofRun.path("tokens"));
    }
}
