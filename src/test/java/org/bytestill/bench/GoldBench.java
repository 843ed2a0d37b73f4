package org.bytestill.bench;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.bytestill.corpus.Corpus;
import org.bytestill.corpus.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Supervised bytes a second and peak memory of {@code gold} beside TRL's GOLD: the same models, 8 documents of 512 bytes, full training, the
 * teacher live, each in a process of its own. {@code src/bench/python/setup-torch.sh} and {@code pip install trl==1.16.0} in its environment
 * bring the peer; then {@code mvn test -Pbench -Dtest=GoldBench}. Goal: at least twice the bytes a second, at most 0.6 times the memory.
 * {@code -Dbench.python} names another interpreter, {@code -Dbench.student} and {@code -Dbench.teacher} other models in Hugging Face format,
 * {@code -Dbench.threads} other than 2 threads.
 */
@Tag("bench")
class GoldBench {
    private static final Path PYTHON = Path.of(System.getProperty("bench.python", "target/venv-torch/bin/python"));
    private static final String STUDENT = System.getProperty("bench.student", "sample-data/student");
    private static final String TEACHER = System.getProperty("bench.teacher", "sample-data/teacher");
    private static final String THREADS = System.getProperty("bench.threads", "2");
    private static final String UPDATES = "12";

    @TempDir
    Path folder;

    @Test
    void supervisedBytesASecondBesideTrl() throws Exception {
        assumeTrue(Files.isExecutable(PYTHON),
                PYTHON + " is not there; src/bench/python/setup-torch.sh makes it, -Dbench.python names another.");
        Corpus corpus = CoveringCostProcess.corpus();
        int bytes = corpus.documents().stream().mapToInt(document -> document.bytes().length).sum();
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT, "%n%-12s %12s %10s%n", "", "bytes/s", "peak GB"));
        JsonNode ours = BenchProcess.java(AlignedCostProcess.class, STUDENT, TEACHER, "gold", "live", UPDATES, THREADS);
        JsonNode peer = BenchProcess.lastLine(new ProcessBuilder(List.of(PYTHON.toString(), "src/bench/python/gold.py", STUDENT, TEACHER,
                texts(corpus).toString(), UPDATES, THREADS)));
        double speed = row(table, "Bytestill", ours, bytes) / row(table, "TRL", peer, bytes);
        table.append(String.format(Locale.ROOT, "%.2f times the bytes a second, %.2f times the memory%n%s", speed,
                ours.get("peak_bytes").asDouble() / peer.get("peak_bytes").asDouble(), peer.get("versions").asText()));
        LoggerFactory.getLogger(GoldBench.class).warn("{}", table);
    }

    private Path texts(Corpus corpus) throws Exception {
        List<String> texts = corpus.documents().stream().map(Document::bytes).map(text -> new String(text, StandardCharsets.UTF_8))
                .toList();
        return Files.writeString(folder.resolve("documents.json"), new ObjectMapper().writeValueAsString(texts));
    }

    /** Bytes a second of the fastest update. */
    private static double row(StringBuilder table, String who, JsonNode measured, int bytes) {
        double speed = bytes / BenchProcess.fastestSeconds(measured);
        table.append(String.format(Locale.ROOT, "%-12s %,12.0f %10.2f%n", who, speed, measured.get("peak_bytes").asDouble() / 1e9));
        return speed;
    }
}
