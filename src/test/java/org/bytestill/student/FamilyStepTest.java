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
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bytestill.model.Decoder;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TorchThread;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FamilyStepTest {
    private static final Path MODELS = Path.of("src/test/resources/goldens/models");
    private static final int POSITIONS = 20;

    static Stream<String> families() throws IOException {
        try (Stream<Path> folders = Files.list(MODELS)) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
        }
    }

    /** The decoder's own loss agrees with the reference, so a step that agrees with it does too, beyond the windows of 8. */
    @ParameterizedTest
    @MethodSource("families")
    void aTrainingStepHasTheLossAndGradientsOfTheDecoder(String family) {
        TorchThread.prepare(1);
        long[] ids = LongStream.range(10, 10 + POSITIONS).toArray();
        StudentBatch batch = new StudentBatch(1, POSITIONS, ids, LongStream.range(0, POSITIONS - 1).toArray(),
                Arrays.copyOfRange(ids, 1, POSITIONS), null);
        List<Tensor> gradients = new ArrayList<>();
        try (Student student = Student.open(MODELS.resolve(family), 0, 1, Device.CPU); Scope scope = Scope.open("step", Device.CPU);
                Decoder decoder = Decoder.open(MODELS.resolve(family), Dtype.FLOAT32, Device.CPU)) {
            double scale = 1.0 / (POSITIONS - 1);
            Student.Losses losses = student.addGradients(batch, new Student.LossWeights(0, 0, true), scale, gradients, scope);
            long[] ones = new long[POSITIONS];
            Arrays.fill(ones, 1);
            Decoder.LossAndGradients reference = decoder.lossAndGradients(new long[][] {ids}, new long[][] {ones});
            assertThat(losses.token() * scale).isCloseTo(reference.loss(), within(1e-5));
            int i = 0;
            for (float[] expected : reference.gradients().values()) {
                assertThat(gradients.get(i++).toFloats()).satisfies(closeTo(expected, 1e-5f));
            }
            assertThat(gradients).hasSize(i);
        }
    }
}
