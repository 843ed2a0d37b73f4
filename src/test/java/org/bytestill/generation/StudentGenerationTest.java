package org.bytestill.generation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.bytestill.model.Decoder;
import org.bytestill.model.Sampling;
import org.bytestill.student.Adaptation;
import org.bytestill.student.Computation;
import org.bytestill.student.Student;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TensorOps;
import org.bytestill.torch.TorchThread;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A student writes with the weights of the moment, with adapters and without. */
class StudentGenerationTest {
    private static final Path MODEL = Path.of("src/test/resources/goldens/models/olmo2");

    @BeforeEach
    void prepareThread() {
        TorchThread.prepare(1);
    }

    private static int[] written(Decoder decoder) {
        try (Tokenizer tokenizer = Tokenizer.open(MODEL)) {
            int[] prompt = Prompts.text(tokenizer, "You should have".getBytes(UTF_8));
            return new Generator(decoder, tokenizer.vocabulary(), 1 << 20).generate(List.of(prompt),
                    new GenerationSettings(12, Sampling.GREEDY, 0, new BitSet(), List.of()), GenerationListener.NONE).get(0).tokens();
        }
    }

    @Test
    void aChangedWeightChangesTheNextText() {
        int[] before;
        try (Decoder decoder = Decoder.open(MODEL, Dtype.FLOAT32, Device.CPU)) {
            before = written(decoder);
        }
        for (Adaptation adaptation : List.of(Adaptation.FULL, Adaptation.lora(2, 4, 1))) {
            try (Student student = Student.open(MODEL, adaptation, 0, 1, Device.CPU, Computation.PLAIN)) {
                assertThat(written(student.decoder())).as("%s", adaptation).isEqualTo(before);
                for (Tensor trained : student.trained(true)) {
                    float[] values = new float[Math.toIntExact(trained.elementCount())];
                    Arrays.fill(values, 0.02f);
                    try (Scope scope = Scope.open("test", Device.CPU)) {
                        TensorOps.copyInto(trained, scope.of(values, trained.shape()));
                    }
                }
                assertThat(written(student.decoder())).as("%s", adaptation).isNotEqualTo(before);
            }
        }
    }
}
