package org.bytestill.bench;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bytestill.text.Tokenizer;
import org.bytestill.util.JsonFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Tokens a second of greedy generation with SmolLM2-135M: one prompt, prompts one after the other, and 64 together, beside transformers if
 * it is there; each in a process of its own. {@code src/test/reference/fetch-real-weights.sh} brings the model and
 * {@code src/bench/python/setup-torch.sh} the peer; then {@code mvn test -Pbench -Dtest=GenerationBench}. Goals: together at least 5
 * times one after the other; one prompt at least 0.9 times transformers. {@code -Dbench.python} names another interpreter,
 * {@code -Dbench.model} another model, {@code -Dbench.precision} bfloat16.
 */
@Tag("bench")
class GenerationBench {
    private static final Path MODEL = Path.of(System.getProperty("bench.model", "target/real/SmolLM2-135M-Instruct.Q4_1.gguf"));
    private static final Path PYTHON = Path.of(System.getProperty("bench.python", "target/venv-torch/bin/python"));
    private static final String PRECISION = System.getProperty("bench.precision", "float32");
    private static final int PROMPTS = 64;
    private static final String ALONE = "16";
    private static final String TOKENS = "128";
    private static final String TOGETHER_TOKENS = "32";

    @TempDir
    Path folder;

    @Test
    void tokensASecondBesideTransformers() throws Exception {
        assumeTrue(Files.exists(MODEL), MODEL + " is not there; src/test/reference/fetch-real-weights.sh brings it.");
        Path prompts = folder.resolve("prompts.json");
        JsonFile.MAPPER.writeValue(prompts.toFile(), prompts());
        String[] arguments = {MODEL.toString(), PRECISION, prompts.toString(), ALONE, TOKENS, TOGETHER_TOKENS};
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT, "%n%-14s %10s %14s %12s %8s%n", "tokens/s", "one prompt",
                "one by one", PROMPTS + " together", "ratio"));
        row(table, "Bytestill", BenchProcess.java(GenerationProcess.class, arguments));
        if (Files.isExecutable(PYTHON)) {
            List<String> command = new ArrayList<>(List.of(PYTHON.toString(), "src/bench/python/generation.py"));
            command.addAll(Arrays.asList(arguments));
            JsonNode peer = BenchProcess.lastLine(new ProcessBuilder(command));
            row(table, "transformers", peer);
            table.append(peer.path("versions").asText());
        }
        LoggerFactory.getLogger(GenerationBench.class).warn("{}", table);
    }

    private static void row(StringBuilder table, String who, JsonNode measured) {
        double together = measured.path("together").asDouble();
        double oneByOne = measured.path("one_by_one").asDouble();
        table.append(
                String.format(Locale.ROOT, "%-14s %10.1f %14.1f %12.1f %8.1f%n", who, measured.path("one").asDouble(), oneByOne, together,
                        together / oneByOne));
    }

    /** Passages of 16 to 79 tokens from the sample text. */
    private static List<int[]> prompts() throws Exception {
        try (Tokenizer tokenizer = Tokenizer.open(MODEL)) {
            int[] text = tokenizer.encode(Files.readAllBytes(Path.of("src/test/resources/goldens/bytes/text.txt")));
            List<int[]> prompts = new ArrayList<>();
            for (int i = 0; i < PROMPTS; i++) {
                int start = 7 * i % Math.max(1, text.length - PROMPTS - 16);
                prompts.add(Arrays.copyOfRange(text, start, Math.min(text.length, start + 16 + i)));
            }
            return prompts;
        }
    }
}
