package org.bytestill.bench;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Seconds to open a model, cold and with the rules of its tokenizer kept from before; each time in a process of its own, in which nothing
 * is compiled. {@code src/test/reference/fetch-real-weights.sh} brings the models; then {@code mvn test -Pbench -Dtest=OpeningBench}.
 * Goals for the tokenizer of 262,000 tokens: at most 2 s cold, at most 0.5 s the second time. {@code -Dbench.model} names another model.
 */
@Tag("bench")
class OpeningBench {
    private static final List<String> MODELS = List.of("target/real/gemma-3-270m-q4_k_m.gguf",
            "target/real/SmolLM2-135M-Instruct.Q4_1.gguf");
    private static final int TIMES = 3;

    @TempDir
    Path folder;

    @Test
    void secondsColdAndWarm() throws Exception {
        List<Path> models = new ArrayList<>(List.of(System.getProperty("bench.model", String.join(",", MODELS)).split(",")).stream()
                .map(Path::of).filter(Files::exists).toList());
        assumeTrue(!models.isEmpty(), MODELS + " are not there; src/test/reference/fetch-real-weights.sh brings them.");
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT, "%n%-42s %10s %10s %10s %10s%n", "seconds, best of " + TIMES,
                "tokenizer", "its CPU", "libtorch", "weights"));
        for (Path model : models) {
            List<JsonNode> cold = new ArrayList<>();
            List<JsonNode> warm = new ArrayList<>();
            for (int i = 0; i < TIMES; i++) {
                String kept = "-Dbytestill.tokenizers=" + folder.resolve(i + "-" + model.getFileName());
                cold.add(BenchProcess.java(List.of(kept), OpeningProcess.class, model.toString()));
                warm.add(BenchProcess.java(List.of(kept), OpeningProcess.class, model.toString()));
            }
            row(table, model.getFileName() + " cold", cold);
            row(table, model.getFileName() + " warm", warm);
        }
        LoggerFactory.getLogger(OpeningBench.class).warn("{}", table);
    }

    private static void row(StringBuilder table, String name, List<JsonNode> measured) {
        table.append(String.format(Locale.ROOT, "%-42s %10.2f %10.2f %10.2f %10.2f%n", name, least(measured, "tokenizer"),
                least(measured, "tokenizer_cpu"), least(measured, "libtorch"), least(measured, "weights")));
    }

    private static double least(List<JsonNode> measured, String what) {
        return measured.stream().mapToDouble(one -> one.path(what).asDouble()).min().orElse(0);
    }
}
