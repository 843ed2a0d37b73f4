package org.bytestill.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytestill.model.Decoder;
import org.bytestill.model.KvCache;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Safetensors;
import org.bytestill.torch.TorchThread;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Configurations that real checkpoints of the families have, against transformers (src/test/reference/make_variant_goldens.py).
 * Some are kept; {@code -Dbytestill.variants=FOLDER} compares all that the script makes.
 */
class VariantGoldenTest {
    private static final Path VARIANTS = Path.of(System.getProperty("bytestill.variants", "src/test/resources/goldens/variants"));

    static Stream<Path> variants() throws IOException {
        try (Stream<Path> folders = Files.list(VARIANTS)) {
            return folders.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void logitsLossAndGradientsAgreeWithTheReference(Path folder) {
        VerifyReport report = new VerifyService().verify(folder, folder.resolve("golden.safetensors"));
        assertThat(report.maxAbsLogitDifference()).as("logits").isLessThan(1e-4);
        assertThat(report.lossDifference()).as("loss").isLessThan(1e-5);
        assertThat(report.maxRelGradientDifference()).as("gradient of %s", report.worstGradient()).isLessThan(1e-4);
    }

    @ParameterizedTest
    @MethodSource("variants")
    void readingPositionByPositionEqualsReadingAtOnce(Path folder) {
        TorchThread.prepare(1);
        long[] ids = Safetensors.open(folder.resolve("golden.safetensors")).longs("input_ids");
        // Within the original context: beyond it LongRoPE turns what was read before differently.
        int[] tokens = Arrays.stream(ids, 0, 15).mapToInt(Math::toIntExact).toArray();
        try (Decoder decoder = Decoder.open(folder, Dtype.FLOAT32, Device.CPU); KvCache whole = decoder.newCache();
                KvCache stepwise = decoder.newCache()) {
            List<float[]> atOnce = rows(decoder, whole, tokens, IntStream.range(-1, tokens.length - 1).toArray());
            for (int i = 0; i < tokens.length; i++) {
                float[] row = rows(decoder, stepwise, new int[] {tokens[i]}, new int[] {i - 1}).get(0);
                for (int k = 0; k < row.length; k++) {
                    assertThat(Math.abs(row[k] / atOnce.get(i)[k] - 1)).as("position %d", i).isLessThan(1e-4f);
                }
            }
        }
    }

    private static List<float[]> rows(Decoder decoder, KvCache cache, int[] tokens, int[] parents) {
        List<float[]> rows = new ArrayList<>();
        decoder.extend(List.of(new Decoder.Extension(cache, tokens, parents)), (extension, position, row) -> rows.add(row.clone()));
        return rows;
    }
}
