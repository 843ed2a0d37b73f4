package org.bytestill.bench;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.DecoderTokenModel;
import org.bytestill.bytes.readers.ByteReaders;
import org.bytestill.corpus.Document;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * What an update of the covering objective costs beside one of fine-tuning: 8 documents of 512 bytes of the sample text, nodes pruned
 * at the default, every configuration in a process of its own. {@code mvn test -Pbench -Dtest=CoveringCostBench}. Goal: at most 3 times the
 * seconds and 1.5 times the memory. {@code -Dbench.threads} takes more threads than one, whose own CPU time is shown;
 * {@code -Dbench.updates} other than 8 updates, of which the first is not counted; {@code -Dbench.micro} fewer documents at once than 8.
 * SmolLM2 is measured where {@code src/test/reference/fetch-real-weights.sh} brought it, with itself for a teacher: its bytes take no long
 * reading, and the cost is the same.
 */
@Tag("bench")
class CoveringCostBench {
    private static final Path SAMPLE = Path.of("sample-data");
    private static final Path SMOLLM2 = Path.of(System.getProperty("bench.model", "target/real/SmolLM2-135M-Instruct.Q4_1.gguf"));

    @TempDir
    private Path folder;
    private final StringBuilder table = new StringBuilder();

    @Test
    void anUpdateOfTheSamplePair() throws Exception {
        compare(SAMPLE.resolve("student"), SAMPLE.resolve("teacher"));
    }

    @Test
    void anUpdateOfSmolLm2() throws Exception {
        assumeTrue(Files.exists(SMOLLM2), SMOLLM2 + " is not there; src/test/reference/fetch-real-weights.sh brings it.");
        compare(SMOLLM2, SMOLLM2);
    }

    private void compare(Path student, Path teacher) throws IOException, InterruptedException {
        Path rows = rows(teacher);
        line("%-10s %9s %6s %8s %6s  %s", "", "s/update", "ratio", "peak GB", "ratio",
                "nodes a token, those with a way back; seconds an update of the passes by part");
        JsonNode base = null;
        for (String objective : List.of("sft", "covering", "quarter")) {
            JsonNode measured = measured(student, rows, objective);
            base = base == null ? measured : base;
            line("%-10s %9.3f %6.2f %8.2f %6.2f  %s %s", objective, BenchProcess.fastestSeconds(measured),
                    BenchProcess.fastestSeconds(measured) / BenchProcess.fastestSeconds(base), measured.get("peak_bytes").asDouble() / 1e9,
                    measured.get("peak_bytes").asDouble() / base.get("peak_bytes").asDouble(),
                    measured.get("nodes_per_token") + ", " + measured.get("sampled_per_token"), measured.get("split"));
        }
        LoggerFactory.getLogger(CoveringCostBench.class).warn("{}\n{}", student, table);
    }

    private void line(String format, Object... values) {
        table.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    /** The teacher's bytes by its covering, in a file. */
    private Path rows(Path teacher) throws IOException {
        TorchThread.prepare(1);
        try (DecoderTokenModel model = DecoderTokenModel.open(teacher, Dtype.FLOAT32, Device.CPU)) {
            List<ByteRows> rows = ByteReaders.of(model, ConverterSettings.cover())
                    .read(CoveringCostProcess.corpus().documents().stream().map(Document::bytes).toList(), Progress.NONE);
            ByteBuffer bytes = ByteBuffer
                    .allocate(CoveringCostProcess.DOCUMENTS * CoveringCostProcess.DOCUMENT_BYTES * ByteDistribution.OUTCOMES * Float.BYTES);
            FloatBuffer floats = bytes.asFloatBuffer();
            for (int document = 0; document < CoveringCostProcess.DOCUMENTS; document++) {
                floats.position(document * CoveringCostProcess.DOCUMENT_BYTES * ByteDistribution.OUTCOMES);
                for (int position = 0; position < rows.get(document).size(); position++) {
                    for (double p : rows.get(document).distribution(position)) {
                        floats.put((float) p);
                    }
                }
            }
            return Files.write(folder.resolve("rows"), bytes.array());
        }
    }

    private static JsonNode measured(Path student, Path rows, String objective) throws IOException, InterruptedException {
        return BenchProcess.java(CoveringCostProcess.class, student.toString(), rows.toString(), objective,
                System.getProperty("bench.micro", Integer.toString(CoveringCostProcess.DOCUMENTS)),
                System.getProperty("bench.updates", "8"),
                System.getProperty("bench.threads", "1"), System.getProperty("bench.share", "0.1"));
    }
}
