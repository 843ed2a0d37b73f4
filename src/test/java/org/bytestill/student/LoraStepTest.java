package org.bytestill.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bytestill.model.AdapterFolder;
import org.bytestill.model.Decoder;
import org.bytestill.model.Lora;
import org.bytestill.model.Parameter;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TensorOps;
import org.bytestill.torch.TorchThread;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoraStepTest {
    private static final Path MODELS = Path.of("src/test/resources/goldens/models").toAbsolutePath();
    private static final int POSITIONS = 20;
    private static final Student.LossWeights TOKEN_TERM = new Student.LossWeights(0, 0, true);

    @TempDir
    private Path folder;
    private final Random random = new Random(8);

    @BeforeEach
    void prepare() {
        TorchThread.prepare(1);
    }

    static Stream<String> families() throws IOException {
        try (Stream<Path> folders = Files.list(MODELS)) {
            return folders.map(path -> path.getFileName().toString()).sorted().toList().stream();
        }
    }

    private static StudentBatch batch() {
        long[] ids = LongStream.range(10, 10 + POSITIONS).toArray();
        return new StudentBatch(1, POSITIONS, ids, LongStream.range(0, POSITIONS - 1).toArray(), Arrays.copyOfRange(ids, 1, POSITIONS),
                null);
    }

    private static Student adapted(String family, Lora.Choice choice) {
        return Student.open(MODELS.resolve(family), new Adaptation(Adaptation.Form.LORA, choice, 5), 0, 1, Device.CPU, Computation.PLAIN);
    }

    private static Lora.Choice everywhere() {
        return new Lora.Choice(3, 6, List.of(), List.of());
    }

    /** Places of the adapters' halves in the list of weights. */
    private static List<Integer> places(Student student) {
        boolean[] trained = student.weights().trained();
        return IntStream.range(0, trained.length).filter(i -> trained[i]).boxed().toList();
    }

    /** Gives B values other than 0, as after some updates. */
    private void moveB(Student student) {
        for (int place : places(student)) {
            Parameter parameter = student.weights().parameters().get(place);
            if (parameter.name().endsWith("lora_B.weight")) {
                float[] values = new float[(int) parameter.elementCount()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) (0.1 * random.nextGaussian());
                }
                set(student.weights().tensors().tensors().get(place), values);
            }
        }
    }

    private static void set(Tensor tensor, float[] values) {
        try (Scope scope = Scope.open("values", Device.CPU)) {
            TensorOps.copyInto(tensor, scope.of(values, tensor.shape()));
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void newAdaptersLeaveTheModelExactlyAsItIsAndMergingMovedOnesChangesNothing(String family) throws IOException {
        long[][] ids = {batch().ids()};
        long[][] real = {LongStream.generate(() -> 1).limit(POSITIONS).toArray()};
        try (Student student = adapted(family, everywhere());
                Decoder base = Decoder.open(MODELS.resolve(family), Dtype.FLOAT32, Device.CPU)) {
            float[] ofBase = base.logits(ids, real);
            assertThat(student.decoder().logits(ids, real)).as("B is 0").isEqualTo(ofBase);
            moveB(student);
            float[] moved = student.decoder().logits(ids, real);
            assertThat(largestDifference(moved, ofBase)).isGreaterThan(0.01);
            AdapterFolder.write(student.weights(), MODELS.resolve(family).toString(), folder, Dtype.FLOAT32);
            try (Decoder merged = Decoder.open(folder, Dtype.FLOAT32, Device.CPU)) {
                // Float32 sums in another order; the logits' own size is about 5.
                assertThat(largestDifference(merged.logits(ids, real), moved)).isLessThan(1e-4);
            }
        }
    }

    private static double largestDifference(float[] one, float[] other) {
        return IntStream.range(0, one.length).mapToDouble(i -> Math.abs(one[i] - other[i])).max().orElseThrow();
    }

    /** Along its own gradient a loss grows by the gradient's length: asked of every A and every B. */
    @ParameterizedTest
    @ValueSource(strings = {"smollm2", "gpt2", "phi3", "gemma2", "gpt_neox", "olmo2"})
    void gradientsOfAAndBAgreeWithFiniteDifferences(String family) {
        List<Tensor> gradients = new ArrayList<>();
        try (Student student = adapted(family, everywhere()); Scope scope = Scope.open("step", Device.CPU)) {
            moveB(student);
            student.addGradients(batch(), TOKEN_TERM, 1, gradients, scope);
            List<Integer> places = places(student);
            assertThat(gradients).as("of A and B, nothing else").hasSameSizeAs(places);
            for (int i = 0; i < places.size(); i++) {
                String name = student.weights().parameters().get(places.get(i)).name();
                Tensor matrix = student.weights().tensors().tensors().get(places.get(i));
                float[] gradient = gradients.get(i).toFloats();
                double norm = Math.sqrt(IntStream.range(0, gradient.length).mapToDouble(k -> (double) gradient[k] * gradient[k]).sum());
                assertThat(norm).as(name).isGreaterThan(0.01);
                float[] at = matrix.toFloats();
                double step = 0.02;
                double near = lossAt(student, matrix, at, gradient, step / norm) - lossAt(student, matrix, at, gradient, -step / norm);
                double far = lossAt(student, matrix, at, gradient, 2 * step / norm)
                        - lossAt(student, matrix, at, gradient, -2 * step / norm);
                set(matrix, at);
                // Central differences with the next order taken out; the losses, about 100, carry float32's 1e-5.
                assertThat((8 * near - far) / (12 * step)).as(name).isCloseTo(norm, within(2e-3 * norm + 2e-3));
            }
        }
    }

    private static double lossAt(Student student, Tensor matrix, float[] at, float[] direction, double step) {
        float[] moved = at.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += (float) (step * direction[i]);
        }
        set(matrix, moved);
        return student.losses(batch()).token();
    }

    @Test
    void onlyTheChosenModulesOfTheChosenLayersAreTrained() {
        try (Student student = adapted("smollm2", new Lora.Choice(2, 4, List.of("q_proj", "mlp.up_proj"), List.of(1)))) {
            assertThat(places(student)).extracting(place -> student.weights().parameters().get(place).name()).containsExactly(
                    "model.layers.1.self_attn.q_proj.lora_A.weight", "model.layers.1.self_attn.q_proj.lora_B.weight",
                    "model.layers.1.mlp.up_proj.lora_A.weight", "model.layers.1.mlp.up_proj.lora_B.weight");
            // 48 wide, 96 in the MLP: 2 x (48 + 48) + 2 x (48 + 96).
            assertThat(student.weights().lora().parameterCount(student.weights().architecture())).isEqualTo(480);
            assertThat(student.trained(true)).hasSize(4);
            assertThat(student.trained(false)).as("step 1 with a frozen backbone").isEmpty();
        }
    }

    @Test
    void aIsUniformWithinOneOverTheRootOfItsWidthAndDependsOnItsSeedAndNameAlone() {
        Lora.Choice few = new Lora.Choice(8, 8, List.of("down_proj"), List.of(1));
        try (Student all = adapted("smollm2", new Lora.Choice(8, 8, List.of(), List.of())); Student one = adapted("smollm2", few);
                Student other = Student.open(MODELS.resolve("smollm2"), new Adaptation(Adaptation.Form.LORA, few, 6), 0, 1, Device.CPU,
                        Computation.PLAIN)) {
            String name = "model.layers.1.mlp.down_proj.lora_A.weight";
            float[] a = values(one, name);
            assertThat(values(all, name)).isEqualTo(a);
            assertThat(values(other, name)).isNotEqualTo(a);
            double bound = 1 / Math.sqrt(96);
            double square = 0;
            for (float value : a) {
                assertThat(Math.abs(value)).isLessThanOrEqualTo((float) bound);
                square += value * value;
            }
            // A uniform variable's variance is bound^2 / 3; 768 draws.
            assertThat(square / a.length).isCloseTo(bound * bound / 3, within(0.15 * bound * bound / 3));
        }
    }

    private static float[] values(Student student, String name) {
        int place = student.weights().parameters().stream().map(Parameter::name).toList().indexOf(name);
        return student.weights().tensors().tensors().get(place).toFloats();
    }

    @Test
    void withTheHeadAloneTheDecoderIsNotTrained() {
        StudentBatch.ByteTargets bytes = new StudentBatch.ByteTargets(new long[] {0}, new long[] {0}, new long[] {65}, new float[] {1},
                null);
        StudentBatch batch = new StudentBatch(1, 3, new long[] {1, 50, 60}, new long[] {1}, new long[] {60}, bytes);
        List<Tensor> gradients = new ArrayList<>();
        try (Student student = Student.open(MODELS.resolve("smollm2"), Adaptation.HEAD, 2, 1, Device.CPU, Computation.PLAIN);
                Scope scope = Scope.open("step", Device.CPU)) {
            student.addGradients(batch, new Student.LossWeights(1, 0, true), 1, gradients, scope);
            assertThat(student.trained(true)).hasSize(2);
            assertThat(gradients).extracting(gradient -> gradient.shape()[0]).containsExactly(520L, 520L);
        }
    }
}
