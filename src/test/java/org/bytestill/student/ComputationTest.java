package org.bytestill.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TensorOps;
import org.bytestill.torch.TorchThread;
import org.bytestill.train.Optimizer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ways to compute a pass with less memory or time give what the plain one gives: to the bit, or within their number format. */
class ComputationTest {
    private static final Path MODELS = Path.of("src/test/resources/goldens/models");
    private static final Computation RECOMPUTED = new Computation(Dtype.FLOAT32, true, Computation.LOGITS_BYTES);
    private static final Computation MIXED = new Computation(Dtype.BFLOAT16, false, Computation.LOGITS_BYTES);
    private static final Computation ONE_ROW_AT_ONCE = new Computation(Dtype.FLOAT32, false, 1);
    private static final int SLOTS = 3;
    private static final int DOCUMENTS = 2;
    private static final int POSITIONS = 12;

    static Stream<String> families() throws IOException {
        try (Stream<Path> folders = Files.list(MODELS)) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
        }
    }

    @BeforeEach
    void prepare() {
        TorchThread.prepare(1);
    }

    /** Losses and gradients of two batches of one update. */
    private record Result(Student.Losses losses, List<float[]> gradients) {}

    private static Result pass(String family, Computation computation, int batches, boolean backbone) {
        List<Tensor> gradients = new ArrayList<>();
        try (Student student = Student.open(MODELS.resolve(family), Adaptation.FULL, SLOTS, 1, Device.CPU, computation);
                Scope scope = Scope.open("test", Device.CPU)) {
            Student.Losses losses = Student.Losses.NONE;
            for (int i = 0; i < batches; i++) {
                losses = losses.plus(student.addGradients(batch(i), new Student.LossWeights(1, 0.5, backbone), 1.0 / 20, gradients, scope));
            }
            return new Result(losses, gradients.stream().map(gradient -> TensorOps.to(scope, gradient, Dtype.FLOAT32).toFloats()).toList());
        }
    }

    /** Random text of two documents, every byte of a token supervised, against a random teacher of which a part is not kept. */
    private static StudentBatch batch(int seed) {
        Random random = new Random(seed);
        long[] ids = random.longs(DOCUMENTS * POSITIONS, 3, 90).toArray();
        int tokens = DOCUMENTS * (POSITIONS - 1);
        long[] predictors = new long[tokens];
        long[] next = new long[tokens];
        int bytes = tokens * SLOTS;
        long[] token = new long[bytes];
        long[] slot = new long[bytes];
        long[] value = new long[bytes];
        float[] weight = new float[bytes];
        float[] teacher = new float[bytes * ByteHead.SHARED_OUTCOMES];
        float[] rest = new float[bytes];
        for (int i = 0; i < tokens; i++) {
            predictors[i] = i / (POSITIONS - 1) * POSITIONS + i % (POSITIONS - 1);
            next[i] = ids[(int) predictors[i] + 1];
            for (int s = 0; s < SLOTS; s++) {
                int row = i * SLOTS + s;
                token[row] = i;
                slot[row] = s;
                value[row] = random.nextInt(256);
                weight[row] = 1f / SLOTS;
                teacher[row * ByteHead.SHARED_OUTCOMES + random.nextInt(256)] = 0.75f;
                rest[row] = 0.25f;
            }
        }
        return new StudentBatch(DOCUMENTS, POSITIONS, ids, predictors, next,
                new StudentBatch.ByteTargets(token, slot, value, weight, new StudentBatch.TeacherTargets(teacher, rest)));
    }

    @ParameterizedTest
    @MethodSource("families")
    void recomputedGradientsAreTheKeptOnesToTheBit(String family) {
        Result kept = pass(family, Computation.PLAIN, 2, true);
        Result recomputed = pass(family, RECOMPUTED, 2, true);
        assertThat(recomputed.losses()).isEqualTo(kept.losses());
        assertThat(recomputed.gradients()).hasSameSizeAs(kept.gradients());
        for (int i = 0; i < kept.gradients().size(); i++) {
            assertThat(recomputed.gradients().get(i)).as("gradient %d", i).isEqualTo(kept.gradients().get(i));
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void theTokenLossRowByRowIsThatOfAllRowsAtOnce(String family) {
        Result atOnce = pass(family, Computation.PLAIN, 1, true);
        Result pieces = pass(family, ONE_ROW_AT_ONCE, 1, true);
        assertThat(pieces.losses().token()).isCloseTo(atOnce.losses().token(), within(1e-4));
        for (int i = 0; i < atOnce.gradients().size(); i++) {
            // Sums in another order.
            assertThat(relativeDistance(pieces.gradients().get(i), atOnce.gradients().get(i))).as("gradient %d", i).isLessThan(1e-5);
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void mixedPrecisionIsNearFloat32(String family) {
        Result exact = pass(family, Computation.PLAIN, 2, true);
        Result mixed = pass(family, MIXED, 2, true);
        // A bfloat16 product is off by 2^-9 at most; the losses are sums over 44 tokens.
        assertThat(mixed.losses().token()).isCloseTo(exact.losses().token(), within(0.01 * exact.losses().token()));
        assertThat(mixed.losses().bytes()).isCloseTo(exact.losses().bytes(), within(0.01 * exact.losses().bytes()));
        assertThat(mixed.losses().kl()).isCloseTo(exact.losses().kl(), within(0.01 * exact.losses().kl()));
        for (int i = 0; i < exact.gradients().size(); i++) {
            assertThat(relativeDistance(mixed.gradients().get(i), exact.gradients().get(i))).as("gradient %d", i).isLessThan(0.1);
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void recomputedGradientsAreTheKeptOnesToTheBitInMixedPrecisionToo(String family) {
        Result kept = pass(family, MIXED, 1, true);
        Result recomputed = pass(family, new Computation(Dtype.BFLOAT16, true, Computation.LOGITS_BYTES), 1, true);
        for (int i = 0; i < kept.gradients().size(); i++) {
            assertThat(recomputed.gradients().get(i)).as("gradient %d", i).isEqualTo(kept.gradients().get(i));
        }
    }

    @Test
    void trainingFallsAlikeInMixedPrecision() {
        double[] exact = training(Computation.PLAIN);
        double[] mixed = training(MIXED);
        assertThat(exact[exact.length - 1]).isLessThan(0.6 * exact[0]);
        for (int update = 0; update < exact.length; update++) {
            assertThat(mixed[update]).as("update %d", update).isCloseTo(exact[update], within(0.03 * exact[0]));
        }
    }

    private static double[] training(Computation computation) {
        double[] losses = new double[15];
        try (Student student = Student.open(MODELS.resolve("smollm2"), Adaptation.FULL, SLOTS, 1, Device.CPU, computation);
                Optimizer optimizer = new Optimizer(
                        student.trained(true).stream().map(tensor -> new Optimizer.Trained("", tensor, false)).toList(), Device.CPU)) {
            for (int update = 0; update < losses.length; update++) {
                try (Scope scope = Scope.open("update", Device.CPU)) {
                    List<Tensor> gradients = new ArrayList<>();
                    losses[update] = student.addGradients(batch(7), new Student.LossWeights(0, 0, true), 1.0 / 22, gradients, scope).token()
                            / 22;
                    optimizer.update(student.trained(true), gradients, 1, 1e-2, 1e-2, 0);
                }
            }
            assertThat(student.trained(true)).allSatisfy(tensor -> assertThat(tensor.dtype()).isEqualTo(Dtype.FLOAT32));
        }
        return losses;
    }

    @Test
    void aFrozenBackboneHasGradientsForTheHeadAlone() {
        for (Computation computation : List.of(Computation.PLAIN, RECOMPUTED, MIXED)) {
            Result frozen = pass("smollm2", computation, 1, false);
            Result trained = pass("smollm2", computation, 1, true);
            assertThat(frozen.gradients()).hasSize(2);
            int all = trained.gradients().size();
            assertThat(frozen.gradients().get(0)).isEqualTo(trained.gradients().get(all - 2));
            assertThat(frozen.losses()).isEqualTo(trained.losses());
        }
    }

    private static double relativeDistance(float[] one, float[] other) {
        double squares = 0;
        double norm = 0;
        for (int i = 0; i < one.length; i++) {
            squares += Math.pow(one[i] - other[i], 2);
            norm += Math.pow(other[i], 2);
        }
        return norm == 0 ? Math.sqrt(squares) : Math.sqrt(squares / norm);
    }
}
