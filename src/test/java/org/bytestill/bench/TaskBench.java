package org.bytestill.bench;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.bytestill.util.JsonFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Seconds for 1,000 multiple-choice requests with SmolLM2-135M, beside lm-evaluation-harness with batch size auto; each in a process of its
 * own, without loading the model. {@code src/test/reference/fetch-real-weights.sh} brings the model,
 * {@code src/bench/python/setup-torch.sh} and {@code pip install lm-eval} in its environment the peer; then
 * {@code mvn test -Pbench -Dtest=TaskBench}. Goal: at least twice as fast. {@code -Dbench.python} names another interpreter,
 * {@code -Dbench.model} another model, {@code -Dbench.questions} another number of questions of four choices.
 */
@Tag("bench")
class TaskBench {
    private static final Path MODEL = Path.of(System.getProperty("bench.model", "target/real/SmolLM2-135M-Instruct.Q4_1.gguf"));
    private static final Path PYTHON = Path.of(System.getProperty("bench.python", "target/venv-torch/bin/python"));
    private static final int QUESTIONS = Integer.getInteger("bench.questions", 250);
    private static final int CHOICES = 4;

    @TempDir
    Path folder;

    @Test
    void secondsBesideTheHarness() throws Exception {
        assumeTrue(Files.exists(MODEL), MODEL + " is not there; src/test/reference/fetch-real-weights.sh brings it.");
        Path task = writeTask();
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT, "%n%-12s %10s %8s%n", "", "seconds", "acc"));
        double ours = row(table, "Bytestill", BenchProcess.java(TaskProcess.class, MODEL.toString(), task.toString()));
        if (Files.isExecutable(PYTHON)) {
            JsonNode peer = BenchProcess.lastLine(
                    new ProcessBuilder(List.of(PYTHON.toString(), "src/bench/python/tasks.py", MODEL.toString(), task.toString())));
            table.append(String.format(Locale.ROOT, "ratio %.1f%n%s", row(table, "lm-eval", peer) / ours, peer.path("versions").asText()));
        }
        LoggerFactory.getLogger(TaskBench.class).warn("{}", table);
    }

    private static double row(StringBuilder table, String who, JsonNode measured) {
        table.append(String.format(Locale.ROOT, "%-12s %10.1f %8.3f%n", who, measured.path("seconds").asDouble(),
                measured.path("acc").asDouble()));
        return measured.path("seconds").asDouble();
    }

    /** Sentences of a text, of which the right choice is the end and the others are ends of other ones. */
    private Path writeTask() throws Exception {
        List<String> words = List.of(Files.readString(Path.of("sample-data/text/validation.txt")).split("\\s+"));
        Random random = new Random(1);
        StringBuilder questions = new StringBuilder();
        for (int i = 0; i < QUESTIONS; i++) {
            int start = random.nextInt(words.size() - 200);
            int length = 40 + random.nextInt(60);
            ObjectNode question = JsonFile.MAPPER.createObjectNode().put("question", text(words, start, length));
            ArrayNode choices = question.putArray("choices");
            int right = random.nextInt(CHOICES);
            for (int choice = 0; choice < CHOICES; choice++) {
                choices.add(text(words, choice == right ? start + length : random.nextInt(words.size() - 10), 3 + random.nextInt(6)));
            }
            questions.append(question.put("answer", right)).append('\n');
        }
        Files.writeString(folder.resolve("questions.jsonl"), questions.toString());
        return Files.writeString(folder.resolve("bench.yaml"), """
                task: bench
                dataset_path: json
                dataset_kwargs: {data_files: {test: %s}}
                output_type: multiple_choice
                test_split: test
                doc_to_text: question
                doc_to_choice: choices
                doc_to_target: answer
                metric_list: [{metric: acc}]
                """.formatted(folder.resolve("questions.jsonl")));
    }

    private static String text(List<String> words, int start, int length) {
        return String.join(" ", words.subList(start, start + length));
    }
}
