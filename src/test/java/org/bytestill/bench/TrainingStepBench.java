package org.bytestill.bench;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * An update of SmolLM2-135M with byte head and all three loss terms, 4 documents of 256 tokens, beside PyTorch and transformers:
 * seconds and peak resident memory, every configuration in a process of its own. {@code src/test/reference/fetch-real-weights.sh} brings the
 * model and {@code src/bench/python/setup-torch.sh} the peer; then {@code mvn test -Pbench -Dtest=TrainingStepBench}. Goal: at most 1.0
 * times the seconds and 0.7 times the memory, and with recomputed activations 0.45 times. {@code -Dbench.python} names another interpreter,
 * {@code -Dbench.updates} more updates than 4, of which the first is not counted; {@code -Dbench.only="lora bfloat16"} takes one pair.
 */
@Tag("bench")
class TrainingStepBench {
    private static final Path MODEL = Path.of(System.getProperty("bench.model", "target/real/SmolLM2-135M-Instruct.Q4_1.gguf"));
    private static final Path PYTHON = Path.of(System.getProperty("bench.python", "target/venv-torch/bin/python"));
    private static final Path SCRIPT = Path.of("src/bench/python/training_step.py");
    private static final String DOCUMENTS = "4";
    private static final String TOKENS = "256";
    private static final String UPDATES = System.getProperty("bench.updates", "4");

    private final TreeSet<String> versions = new TreeSet<>();
    private final StringBuilder table = new StringBuilder();

    /** What a process measured. */
    private record Measured(double seconds, double cpuSeconds, double bytes) {}

    @Test
    void anUpdateBesidePyTorch() throws Exception {
        assumeTrue(Files.exists(MODEL), MODEL + " is not there; src/test/reference/fetch-real-weights.sh brings it.");
        assumeTrue(Files.isExecutable(PYTHON),
                PYTHON + " is not there; src/bench/python/setup-torch.sh makes it, -Dbench.python names another.");
        line("%-6s %-9s %-22s %9s %7s %9s %7s %9s %7s", "form", "precision", "", "s/update", "ratio", "CPU s", "ratio", "peak GB", "ratio");
        for (String form : new String[] {"full", "lora"}) {
            for (String precision : new String[] {"float32", "bfloat16"}) {
                if (System.getProperty("bench.only", form + " " + precision).equals(form + " " + precision)) {
                    compare(form, precision);
                }
            }
        }
        LoggerFactory.getLogger(TrainingStepBench.class).warn("\n{}\n{}", table, versions);
    }

    private void compare(String form, String precision) throws IOException, InterruptedException {
        Measured peer = python(form, precision);
        row(form, precision, "PyTorch", peer, peer);
        row(form, precision, "Bytestill", java(form, precision, "keep"), peer);
        row(form, precision, "PyTorch, recomputed", python(form, precision, "--checkpointing"), peer);
        row(form, precision, "Bytestill, recomputed", java(form, precision, "recompute"), peer);
    }

    private void row(String form, String precision, String who, Measured measured, Measured peer) {
        line("%-6s %-9s %-22s %9.2f %7.2f %9.2f %7.2f %9.2f %7.2f", form, precision, who, measured.seconds(),
                measured.seconds() / peer.seconds(),
                measured.cpuSeconds(), measured.cpuSeconds() / peer.cpuSeconds(), measured.bytes() / 1e9, measured.bytes() / peer.bytes());
    }

    private void line(String format, Object... values) {
        table.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private Measured python(String form, String precision, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(PYTHON.toString(), SCRIPT.toString(), MODEL.toString(), "--form", form, "--precision", precision,
                        "--documents", DOCUMENTS, "--tokens", TOKENS, "--updates", UPDATES));
        command.addAll(Arrays.asList(more));
        return measured(BenchProcess.lastLine(new ProcessBuilder(command)));
    }

    private Measured java(String form, String precision, String activations) throws IOException, InterruptedException {
        return measured(
                BenchProcess.java(TrainingStepProcess.class, MODEL.toString(), form, precision, activations, DOCUMENTS, TOKENS, UPDATES));
    }

    private Measured measured(JsonNode result) {
        versions.add(result.get("versions").asText());
        return new Measured(BenchProcess.fastestSeconds(result), BenchProcess.fastestCpuSeconds(result),
                result.get("peak_bytes").asDouble());
    }
}
