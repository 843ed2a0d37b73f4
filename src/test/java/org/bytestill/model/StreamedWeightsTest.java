package org.bytestill.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.bytestill.gguf.GgufFileType;
import org.bytestill.gguf.GgufWriter;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Safetensors;
import org.bytestill.torch.SafetensorsWriter;
import org.bytestill.torch.Scope;
import org.bytestill.torch.TensorOps;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.JsonFile;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tiny model with an embedding too large for one piece, read as pieces from both kinds of files. */
class StreamedWeightsTest {
    private static final Path GOLDEN = Path.of("src/test/resources/goldens/models/llama2");
    private static final int PIECE = 1 << 20;

    @TempDir
    Path folder;

    @BeforeEach
    void prepareThread() {
        TorchThread.prepare(1);
    }

    private Path withRows(int rows) throws IOException {
        Path model = Files.createDirectories(folder.resolve("large"));
        for (String name : new String[] {"tokenizer.json", "tokenizer_config.json"}) {
            Files.copy(GOLDEN.resolve(name), model.resolve(name));
        }
        ObjectNode config = JsonFile.read(GOLDEN.resolve("config.json"));
        int before = config.path("vocab_size").asInt();
        Files.writeString(model.resolve("config.json"), config.put("vocab_size", rows).toString());
        Safetensors weights = Safetensors.open(GOLDEN.resolve("model.safetensors"));
        SafetensorsWriter writer = new SafetensorsWriter();
        Random random = new Random(1);
        for (Safetensors.Entry entry : weights.entries().values()) {
            long[] shape = entry.shape();
            shape[0] = shape[0] == before ? rows : shape[0];
            float[] values = new float[Math.toIntExact(shape[0] * (shape.length > 1 ? shape[1] : 1))];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian();
            }
            writer.add(entry.name(), values, shape);
        }
        writer.write(model.resolve("model.safetensors"));
        return model;
    }

    private static int piecesOf(Path model) throws IOException {
        StreamedWeights weights = StreamedWeights.of(model);
        Parameter largest = weights.parameters().stream().max((a, b) -> Long.compare(a.elementCount(), b.elementCount())).orElseThrow();
        int[] pieces = {0};
        long[] first = {0};
        try (Scope scope = Scope.open("whole", Device.CPU)) {
            var whole = weights.tensor(scope, largest, Dtype.FLOAT32);
            weights.rows(largest, rows -> {
                pieces[0]++;
                assertThat(rows.elementCount()).isLessThanOrEqualTo(PIECE);
                try (Scope part = Scope.open("part", Device.CPU)) {
                    var expected = TensorOps.rows(part, whole, first[0], first[0] + rows.size(0));
                    assertThat(rows.shape()).isEqualTo(expected.shape());
                    assertThat(TensorOps.largestDifference(rows, expected)).isZero();
                }
                first[0] += rows.size(0);
            });
        }
        assertThat(first[0]).isEqualTo(largest.shape()[0]);
        return pieces[0];
    }

    @Test
    void memoryHoldsAPieceOfAWeight() throws IOException {
        Path model = withRows(50_000);
        int width = JsonFile.read(model.resolve("config.json")).path("hidden_size").asInt();
        int expected = (int) Math.ceil(50_000.0 / (PIECE / width));
        assertThat(expected).isGreaterThan(1);
        assertThat(piecesOf(model)).isEqualTo(expected);
        Path gguf = folder.resolve("large.gguf");
        GgufWriter writer = new GgufWriter();
        GgufModel.of(model, GgufFileType.F32).addTo(writer, "large");
        writer.write(gguf, Progress.NONE);
        assertThat(piecesOf(gguf)).isEqualTo(expected);
    }
}
