package org.bytestill.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Safetensors;
import org.bytestill.torch.TorchThread;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against what transformers computes on tiny checkpoints of real families (src/test/reference). */
class DecoderGoldenTest {
    private static final Path MODELS = Path.of("src/test/resources/goldens/models");

    @BeforeEach
    void prepareThread() {
        TorchThread.prepare(1);
    }

    @ParameterizedTest
    @MethodSource("families")
    void logitsLossAndGradientsAgreeWithTheReference(String family) {
        Golden golden = new Golden(family);
        try (Decoder decoder = Decoder.open(MODELS.resolve(family), Dtype.FLOAT32, Device.CPU)) {
            assertThat(golden.largestLogitDifference(decoder.logits(golden.ids, golden.mask))).as("float32, sums in another order")
                    .isLessThan(1e-4);

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
    @MethodSource("families")
    void readingPositionByPositionEqualsReadingAtOnce(String family) {
        Golden golden = new Golden(family);
        int[] tokens = Arrays.stream(golden.ids[0]).mapToInt(Math::toIntExact).toArray();
        try (Decoder decoder = Decoder.open(MODELS.resolve(family), Dtype.FLOAT32, Device.CPU);
                KvCache whole = decoder.newCache(); KvCache stepwise = decoder.newCache()) {
            List<float[]> atOnce = rows(decoder, whole, tokens, chain(tokens.length, 0));
            for (int i = 0; i < tokens.length; i++) {
                float[] row = rows(decoder, stepwise, new int[] {tokens[i]}, new int[] {i - 1}).get(0);
                assertThat(largestLogDifference(row, atOnce.get(i))).as("position " + i).isLessThan(1e-4);
            }
            List<float[]> scores = decoder.tokenLogProbabilities(List.of(tokens, Arrays.copyOf(tokens, 5)));
            for (int i = 1; i < tokens.length; i++) {
                assertThat((double) scores.get(0)[i - 1]).isCloseTo(Math.log(atOnce.get(i - 1)[tokens[i]]), within(1e-4));
            }
            assertThat(scores.get(1)).hasSize(4);
        }
    }

    /** So many that keys are picked out of the tree; the window of 8 of the families that slide is shorter than what is left. */
    @ParameterizedTest
    @MethodSource("families")
    void whatFollowsInATreeOfManyAbandonedBranchesEqualsASeparateText(String family) {
        int[] stem = IntStream.range(5, 15).toArray();
        int[] end = IntStream.range(20, 24).toArray();
        int[] abandoned = new int[600];
        int[] leaves = new int[abandoned.length];
        Arrays.setAll(abandoned, i -> i % 60);
        Arrays.fill(leaves, stem.length - 1);
        int[] below = chain(end.length, stem.length + abandoned.length);
        below[0] = stem.length - 1;
        try (Decoder decoder = Decoder.open(MODELS.resolve(family), Dtype.FLOAT32, Device.CPU);
                KvCache tree = decoder.newCache(); KvCache alone = decoder.newCache()) {
            rows(decoder, tree, stem, chain(stem.length, 0));
            rows(decoder, tree, abandoned, leaves);
            List<float[]> treeRows = rows(decoder, tree, end, below);
            List<float[]> rows = rows(decoder, alone, concat(stem, end), chain(stem.length + end.length, 0));
            for (int i = 0; i < end.length; i++) {
                assertThat(largestLogDifference(treeRows.get(i), rows.get(stem.length + i))).as("position " + i).isLessThan(1e-4);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void branchesOfATreeEqualSeparateTexts(String family) {
        // A stem of 10 positions and two branches of 6: longer than the sliding windows of 8, which must follow depth, not number.
        int[] stem = IntStream.range(5, 15).toArray();
        int[] left = IntStream.range(20, 26).toArray();
        int[] right = IntStream.range(40, 46).toArray();
        try (Decoder decoder = Decoder.open(MODELS.resolve(family), Dtype.FLOAT32, Device.CPU);
                KvCache tree = decoder.newCache(); KvCache other = decoder.newCache(); KvCache leftAlone = decoder.newCache();
                KvCache rightAlone = decoder.newCache()) {
            List<float[]> treeRows = new ArrayList<>(rows(decoder, tree, stem, chain(stem.length, 0)));
            treeRows.addAll(rows(decoder, tree, left, chain(left.length, stem.length)));
            // The right branch, read beside another document in one call, and the left one's first token a second time below it.
            int[] rightParents = chain(right.length + 1, stem.length + left.length);
            rightParents[0] = stem.length - 1;
            rightParents[right.length] = stem.length - 1;
            int[] rightAndLeft = Arrays.copyOf(right, right.length + 1);
            rightAndLeft[right.length] = left[0];
            decoder.extend(
                    List.of(new Decoder.Extension(other, new int[] {3, 4}, new int[] {-1, 0}),
                            new Decoder.Extension(tree, rightAndLeft, rightParents)),
                    (extension, position, row) -> {
                        if (extension == 1) {
                            treeRows.add(row.clone());
                        }
                    });
            List<float[]> leftRows = rows(decoder, leftAlone, concat(stem, left), chain(stem.length + left.length, 0));
            List<float[]> rightRows = rows(decoder, rightAlone, concat(stem, right), chain(stem.length + right.length, 0));
            for (int i = 0; i < left.length; i++) {
                assertThat(largestLogDifference(treeRows.get(stem.length + i), leftRows.get(stem.length + i))).as("left " + i)
                        .isLessThan(1e-4);
                assertThat(largestLogDifference(treeRows.get(stem.length + left.length + i), rightRows.get(stem.length + i)))
                        .as("right " + i).isLessThan(1e-4);
            }
            assertThat(largestLogDifference(treeRows.get(stem.length + left.length + right.length), leftRows.get(stem.length))).as("again")
                    .isLessThan(1e-4);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mistral", "gemma2", "gemma3"})
    void aSlidingModelStillSeesBeyondItsWindowThroughItsLayers(String family) {
        // Two layers of 8: a change 9 positions back must reach the last row, one beyond all windows must not reach a model without full layers.
        int[] tokens = IntStream.range(5, 25).toArray();
        int[] near = tokens.clone();
        near[tokens.length - 1 - 9] = 60;
        int[] far = tokens.clone();
        far[tokens.length - 1 - 15] = 60;
        try (Decoder decoder = Decoder.open(MODELS.resolve(family), Dtype.FLOAT32, Device.CPU);
                KvCache first = decoder.newCache(); KvCache second = decoder.newCache(); KvCache third = decoder.newCache()) {
            int last = tokens.length - 1;
            float[] row = rows(decoder, first, tokens, chain(tokens.length, 0)).get(last);
            assertThat(largestLogDifference(row, rows(decoder, second, near, chain(near.length, 0)).get(last))).isGreaterThan(1e-3);
            double beyond = largestLogDifference(row, rows(decoder, third, far, chain(far.length, 0)).get(last));
            if (family.equals("mistral")) {
                assertThat(beyond).as("2 x 7 positions back is all that two layers of 8 reach").isZero();
            } else {
                assertThat(beyond).as("a layer that sees everything").isGreaterThan(1e-4);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama3", "llama2", "gemma3", "gpt2", "gpt_neox", "olmo2"})
    void bfloat16StaysNearFloat32(String family) {
        Golden golden = new Golden(family);
        try (Decoder half = Decoder.open(MODELS.resolve(family), Dtype.BFLOAT16, Device.CPU)) {
            // 8 bits of mantissa: about 0.4 % of logits whose size is about 5, over two blocks.
            assertThat(golden.largestLogitDifference(half.logits(golden.ids, golden.mask))).isBetween(1e-4, 0.3);
        }
    }

    /** Every folder is a family's golden. */
    static Stream<String> families() throws IOException {
        try (Stream<Path> folders = Files.list(MODELS)) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
        }
    }

    private static int[] concat(int[] first, int[] second) {
        return IntStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
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

    private static double largestLogDifference(float[] a, float[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(Math.log(a[i]) - Math.log(b[i])));
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
