package org.bytestill.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.bytes.beam.BeamReader;
import org.bytestill.bytes.cover.CoverReader;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Safetensors;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Next-byte distributions of a small trained teacher against two references (src/test/reference): genlm-bytes and the definition. */
class ReferenceRowsTest {
    private static final Path FOLDER = Path.of("src/test/resources/goldens/bytes");
    private static DecoderTokenModel teacher;
    private static byte[] text;
    private static Safetensors golden;

    @BeforeAll
    static void open() throws IOException {
        TorchThread.prepare(1);
        teacher = DecoderTokenModel.open(FOLDER.resolve("teacher"), Dtype.FLOAT32, Device.CPU);
        text = Files.readAllBytes(FOLDER.resolve("text.txt"));
        golden = Safetensors.open(FOLDER.resolve("golden.safetensors"));
    }

    @AfterAll
    static void close() {
        teacher.close();
    }

    private static double largestDifference(ByteRows rows, double[] reference) {
        double largest = 0;
        for (int row = 0; row < rows.size(); row++) {
            for (int outcome = 0; outcome < ByteDistribution.OUTCOMES; outcome++) {
                double difference = Math.abs(rows.distribution(row)[outcome] - reference[row * ByteDistribution.OUTCOMES + outcome]);
                largest = Math.max(largest, difference);
            }
        }
        return largest;
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    @ParameterizedTest
    @CsvSource({"10, 0.01, genlm.K10_e0.01", "5, 0.05, genlm.K5_e0.05", "3, 0, genlm.K3_e0", "32, 0, genlm.K32_e0"})
    void theBeamEqualsThatOfGenlmBytes(int width, double threshold, String name) {
        BeamReader reader = new BeamReader(teacher, ConverterSettings.beam(width, threshold));
        ByteRows rows = reader.read(List.of(text), Progress.NONE).get(0);
        assertThat(rows.size()).isEqualTo(text.length);
        assertThat(largestDifference(rows, doubles(golden.floats(name)))).as("float32 rows there, and sums in another order")
                .isLessThan(1e-4);
    }

    @Test
    void theCoveringEqualsItsDefinition() {
        CoverReader reader = new CoverReader(teacher, ConverterSettings.cover());
        ByteRows rows = reader.read(List.of(text), Progress.NONE).get(0);
        assertThat(largestDifference(rows, golden.doubles("cover"))).as("the reference has float32 logits: in float64 we differ by 1.8e-6")
                .isLessThan(3e-6);
        assertThat(reader.modelRows()).as("one row a byte").isEqualTo(text.length);
    }

    @Test
    void theCoveringInPiecesDiffersByRoundingOnly() {
        ByteRows whole = new CoverReader(teacher, ConverterSettings.cover()).read(List.of(text), Progress.NONE).get(0);
        ByteRows pieces = new CoverReader(teacher, ConverterSettings.cover(), 40).read(List.of(text), Progress.NONE).get(0);
        assertThat(largestDifference(pieces, flat(whole))).isLessThan(1e-5);
    }

    private static double[] flat(ByteRows rows) {
        double[] flat = new double[rows.size() * ByteDistribution.OUTCOMES];
        for (int row = 0; row < rows.size(); row++) {
            System.arraycopy(rows.distribution(row), 0, flat, row * ByteDistribution.OUTCOMES, ByteDistribution.OUTCOMES);
        }
        return flat;
    }

    @Test
    void documentsReadTogetherGiveTheDistributionsOfEachAlone() {
        BeamReader reader = new BeamReader(teacher, ConverterSettings.beam(10, 0.01));
        byte[] half = java.util.Arrays.copyOfRange(text, 100, text.length);
        ByteRows together = reader.read(List.of(text, half), Progress.NONE).get(1);
        ByteRows alone = reader.read(List.of(half), Progress.NONE).get(0);
        assertThat(largestDifference(together, flat(alone))).as("float32 in batches of other sizes").isLessThan(1e-5);
    }
}
