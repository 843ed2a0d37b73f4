package org.bytestill.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Safetensors;
import org.bytestill.torch.TorchThread;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against what transformers computes on tiny checkpoints of real families (src/test/reference). */
class DecoderGoldenTest {
    private static final Path MODELS = Path.of("src/test/resources/goldens/models");

    @BeforeEach
    void prepareThread() {
        TorchThread.prepare(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama3", "llama2", "smollm2"})
    void logitsLossAndGradientsAgreeWithTheReference(String family) {
        Golden golden = new Golden(family);
        try (Decoder decoder = Decoder.open(MODELS.resolve(family), Dtype.FLOAT32, Device.CPU)) {
            assertThat(golden.largestLogitDifference(decoder.logits(golden.ids, golden.mask))).as("float32, sums in another order").isLessThan(1e-4);

            Decoder.LossAndGradients ours = decoder.lossAndGradients(golden.ids, golden.mask);
            assertThat(ours.loss()).isCloseTo(golden.file.floats("loss")[0], within(1e-5));
            List<String> names = golden.file.entries().keySet().stream().filter(name -> name.startsWith("grad.")).toList();
            assertThat(names).isNotEmpty();
            for (String name : names) {
                float[] theirs = golden.file.floats(name);
                float[] gradient = ours.gradients().get(name.substring("grad.".length()));
                double largest = 0;
                double difference = 0;
                for (int i = 0; i < theirs.length; i++) {
                    largest = Math.max(largest, Math.abs(theirs[i]));
                    difference = Math.max(difference, Math.abs(theirs[i] - gradient[i]));
                }
                assertThat(difference / largest).as(name).isLessThan(1e-4);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama3", "llama2", "smollm2"})
    void readingPositionByPositionEqualsReadingAtOnce(String family) {
        Golden golden = new Golden(family);
        int[] tokens = Arrays.stream(golden.ids[0]).mapToInt(Math::toIntExact).toArray();
        try (Decoder decoder = Decoder.open(MODELS.resolve(family), Dtype.FLOAT32, Device.CPU);
                KvCache whole = decoder.newCache(); KvCache stepwise = decoder.newCache()) {
            List<float[]> atOnce = rows(decoder, whole, tokens, chain(tokens.length, 0));
            for (int i = 0; i < tokens.length; i++) {
                float[] row = rows(decoder, stepwise, new int[] {tokens[i]}, new int[] {i - 1}).get(0);
                assertThat(largestDifference(row, atOnce.get(i))).as("position " + i).isLessThan(1e-4);
            }
            List<float[]> scores = decoder.tokenLogProbabilities(List.of(tokens, Arrays.copyOf(tokens, 5)));
            for (int i = 1; i < tokens.length; i++) {
                assertThat((double) scores.get(0)[i - 1]).isCloseTo(atOnce.get(i - 1)[tokens[i]], within(1e-4));
            }
            assertThat(scores.get(1)).hasSize(4);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama3", "smollm2"})
    void branchesOfATreeEqualSeparateTexts(String family) {
        try (Decoder decoder = Decoder.open(MODELS.resolve(family), Dtype.FLOAT32, Device.CPU);
                KvCache tree = decoder.newCache(); KvCache other = decoder.newCache(); KvCache left = decoder.newCache(); KvCache right = decoder.newCache()) {
            //      5 - 6 - 7 (left)      positions 0 1 2
            //       \- 8 - 9 (right)     positions 3 4, asked for later and beside another document
            rows(decoder, tree, new int[] {5, 6, 7}, new int[] {-1, 0, 1});
            List<float[]> late = new ArrayList<>();
            decoder.extend(List.of(new Decoder.Extension(other, new int[] {3, 4}, new int[] {-1, 0}),
                    new Decoder.Extension(tree, new int[] {8, 9, 7}, new int[] {0, 3, 1})), (extension, position, row) -> late.add(row.clone()));
            List<float[]> leftRows = rows(decoder, left, new int[] {5, 6, 7}, chain(3, 0));
            List<float[]> rightRows = rows(decoder, right, new int[] {5, 8, 9}, chain(3, 0));
            assertThat(largestDifference(late.get(2), rightRows.get(1))).isLessThan(1e-4);
            assertThat(largestDifference(late.get(3), rightRows.get(2))).isLessThan(1e-4);
            assertThat(largestDifference(late.get(4), leftRows.get(2))).as("5 6 7 asked for a second time").isLessThan(1e-4);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama3", "llama2"})
    void bfloat16StaysNearFloat32(String family) {
        Golden golden = new Golden(family);
        try (Decoder half = Decoder.open(MODELS.resolve(family), Dtype.BFLOAT16, Device.CPU)) {
            // 8 bits of mantissa: about 0.4 % of logits whose size is about 5, over two blocks.
            assertThat(golden.largestLogitDifference(half.logits(golden.ids, golden.mask))).isBetween(1e-4, 0.3);
        }
    }

    private static int[] chain(int length, int first) {
        int[] parents = new int[length];
        for (int i = 0; i < length; i++) {
            parents[i] = first + i - 1;
        }
        return parents;
    }

    private static List<float[]> rows(Decoder decoder, KvCache cache, int[] tokens, int[] parents) {
        List<float[]> rows = new ArrayList<>();
        decoder.extend(List.of(new Decoder.Extension(cache, tokens, parents)), (extension, position, row) -> rows.add(row.clone()));
        return rows;
    }

    private static double largestDifference(float[] a, float[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }

    private static final class Golden {
        private final Safetensors file;
        private final long[][] ids;
        private final long[][] mask;

        Golden(String family) {
            file = Safetensors.open(MODELS.resolve(family).resolve("golden.safetensors"));
            ids = matrix("input_ids");
            mask = matrix("attention_mask");
        }

        private long[][] matrix(String name) {
            long[] flat = file.longs(name);
            int rows = (int) file.entry(name).shape()[0];
            int columns = flat.length / rows;
            long[][] matrix = new long[rows][];
            for (int row = 0; row < rows; row++) {
                matrix[row] = Arrays.copyOfRange(flat, row * columns, (row + 1) * columns);
            }
            return matrix;
        }

        double largestLogitDifference(float[] ours) {
            float[] theirs = file.floats("logits");
            int vocabulary = theirs.length / (ids.length * ids[0].length);
            double largest = 0;
            for (int i = 0; i < theirs.length; i++) {
                int position = i / vocabulary;
                if (mask[position / ids[0].length][position % ids[0].length] == 1) {
                    largest = Math.max(largest, Math.abs(ours[i] - theirs[i]));
                }
            }
            return largest;
        }
    }
}
