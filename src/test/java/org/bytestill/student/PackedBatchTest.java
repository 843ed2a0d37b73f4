package org.bytestill.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytestill.util.CloseTo.closeTo;

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
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TensorOps;
import org.bytestill.torch.TorchThread;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents that share a row are read as they are in rows of their own. The goldens' sliding layers see 8 positions. */
class PackedBatchTest {
    private static final Path MODELS = Path.of("src/test/resources/goldens/models");
    /** Groups for attention: 45 and 40; 20, 3, 11 and 1. */
    private static final int[] LENGTHS = {20, 3, 45, 11, 1, 40};
    private static final Student.LossWeights TOKENS = new Student.LossWeights(0, 0, true);

    @BeforeEach
    void prepareTorch() {
        TorchThread.prepare(1);
    }

    static Stream<String> families() throws IOException {
        try (Stream<Path> folders = Files.list(MODELS)) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
        }
    }

    /** Documents of random tokens, in which each token but the first is supervised. */
    private static StudentBatch batch(BatchLayout layout) {
        Random random = new Random(3);
        long[] ids = new long[layout.places()];
        LongStream.Builder predictors = LongStream.builder();
        LongStream.Builder tokens = LongStream.builder();
        for (int document = 0; document < layout.documents(); document++) {
            for (int position = 0; position < layout.length(document); position++) {
                int id = 10 + random.nextInt(60);
                ids[layout.place(document, position)] = id;
                if (position > 0) {
                    predictors.add(layout.place(document, position - 1));
                    tokens.add(id);
                }
            }
        }
        return new StudentBatch(layout, ids, predictors.build().toArray(), tokens.build().toArray(), null);
    }

    private record Pass(double loss, List<double[]> gradients) {
        static Pass of(Student student, StudentBatch batch) {
            try (Scope scope = Scope.open("pass", Device.CPU)) {
                List<Tensor> sums = new ArrayList<>();
                Student.Losses losses = student.addGradients(batch, TOKENS, 1, sums, scope);
                return new Pass(losses.token(), sums.stream().map(sum -> numbers(scope, sum)).toList());
            }
        }

        private static double[] numbers(Scope scope, Tensor tensor) {
            if (tensor.dtype() == Dtype.FLOAT64) {
                return tensor.toDoubles();
            }
            float[] floats = TensorOps.to(scope, tensor, Dtype.FLOAT32).toFloats();
            return IntStream.range(0, floats.length).mapToDouble(i -> floats[i]).toArray();
        }

        void assertClose(Pass expected, double relative) {
            assertThat(loss).isCloseTo(expected.loss, within(relative * expected.loss));
            for (int i = 0; i < gradients.size(); i++) {
                double largest = Arrays.stream(expected.gradients.get(i)).map(Math::abs).max().orElseThrow();
                assertThat(gradients.get(i)).as("weight %d", i).satisfies(closeTo(expected.gradients.get(i), relative * largest + 1e-12));
            }
        }

        void assertSame(Pass expected) {
            assertThat(loss).isEqualTo(expected.loss);
            for (int i = 0; i < gradients.size(); i++) {
                assertThat(gradients.get(i)).as("weight %d", i).isEqualTo(expected.gradients.get(i));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void packedDocumentsHaveTheLossAndGradientsOfPaddedOnes(String family) {
        try (Student student = DoubleStudent.open(MODELS.resolve(family))) {
            Pass padded = Pass.of(student, batch(BatchLayout.padded(LENGTHS)));
            Pass.of(student, batch(BatchLayout.packed(LENGTHS))).assertClose(padded, 1e-6);
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void noDocumentSeesAnother(String family) {
        BatchLayout layout = BatchLayout.packed(LENGTHS);
        StudentBatch batch = batch(layout);
        try (Student student = Student.open(MODELS.resolve(family), 0, 1, Device.CPU); Scope scope = Scope.open("test", Device.CPU)) {
            float[] hidden = student.hiddenStates(scope, batch).toFloats();
            int width = student.config().hiddenSize();
            for (int changed = 0; changed < LENGTHS.length; changed++) {
                long[] ids = batch.ids().clone();
                Arrays.fill(ids, layout.place(changed, 0), layout.place(changed, LENGTHS[changed] - 1) + 1, 5);
                float[] others = student.hiddenStates(scope, new StudentBatch(layout, ids, new long[0], new long[0], null)).toFloats();
                for (int document = 0; document < LENGTHS.length; document++) {
                    int begin = layout.place(document, 0) * width;
                    int end = begin + LENGTHS[document] * width;
                    boolean isSame = Arrays.equals(hidden, begin, end, others, begin, end);
                    assertThat(isSame).as("document %d after a change of %d", document, changed).isEqualTo(document != changed);
                }
            }
        }
    }

    @Test
    void recomputedActivationsOfPackedDocumentsGiveTheSameGradientsToTheBit() {
        StudentBatch batch = batch(BatchLayout.packed(LENGTHS));
        Pass[] passes = new Pass[2];
        for (int i = 0; i < 2; i++) {
            Computation computation = new Computation(Dtype.FLOAT32, i == 1, Computation.LOGITS_BYTES);
            try (Student student = Student.open(MODELS.resolve("gemma3"), Adaptation.FULL, 0, 1, Device.CPU, computation)) {
                passes[i] = Pass.of(student, batch);
            }
        }
        passes[1].assertSame(passes[0]);
    }

    @Test
    void packedDocumentsAreTheSameInBfloat16UpToItsRounding() {
        Computation computation = new Computation(Dtype.BFLOAT16, false, Computation.LOGITS_BYTES);
        try (Student student = Student.open(MODELS.resolve("mistral"), Adaptation.FULL, 0, 1, Device.CPU, computation)) {
            Pass padded = Pass.of(student, batch(BatchLayout.padded(LENGTHS)));
            Pass.of(student, batch(BatchLayout.packed(LENGTHS))).assertClose(padded, 0.02);
        }
    }

    @Test
    void packedDocumentsTrainAdaptersAsPaddedOnesDo() {
        try (Student student = Student.open(MODELS.resolve("qwen2"), Adaptation.lora(4, 8, 1), 0, 1, Device.CPU, Computation.PLAIN)) {
            Pass padded = Pass.of(student, batch(BatchLayout.padded(LENGTHS)));
            Pass.of(student, batch(BatchLayout.packed(LENGTHS))).assertClose(padded, 1e-4);
        }
    }

    @Test
    void evaluationOfPackedDocumentsGivesTheLossOfTraining() {
        StudentBatch batch = batch(BatchLayout.packed(LENGTHS));
        try (Student student = Student.open(MODELS.resolve("gpt_neox"), 0, 1, Device.CPU)) {
            assertThat(student.losses(batch).token()).isEqualTo(Pass.of(student, batch).loss());
        }
    }
}
