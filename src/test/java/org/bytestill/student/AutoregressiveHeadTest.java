package org.bytestill.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Script;
import org.bytestill.torch.ScriptTemplate;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TorchThread;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The autoregressive byte head on "a", "the" and " information", tokens of 1, 3 and 12 bytes, by hand. */
class AutoregressiveHeadTest {
    private static final List<String> TOKENS = List.of("a", "the", " information");
    private static final int WIDTH = 2;
    private static final int HIDDEN = 3;
    private static final String STUBS = """
            def in_compute_dtype(self, x: Tensor, compute: int) -> Tensor:
                return x
            def head_matrix(self, weights: List[Tensor]) -> Tensor:
                return weights[0]
            def capped(self, logits: Tensor) -> Tensor:
                return logits
            def cap_slope(self, capped: Tensor) -> Tensor:
                return torch.slice(capped, 0, 0, 0)
            """;

    @BeforeEach
    void prepareTorch() {
        TorchThread.prepare(1);
    }

    /** A uniform guess: every byte costs ln 260, and so does each divergence from a certain teacher. */
    @Test
    void aHeadOfZerosCostsTheLogarithmOfItsOutcomes() {
        double[] losses = losses(new float[ByteHead.OUTCOMES]);
        assertThat(losses[0] / 3).isCloseTo(Math.log(260), within(1e-6));
        assertThat(losses[1] / 3).isCloseTo(Math.log(260), within(1e-6));
    }

    /** With 1 added to the logit of n: ln(259 + e) a byte, and 1 less at the two n of the last token, whose bytes weigh a twelfth. */
    @Test
    void everyByteOfALongTokenCountsItsShare() {
        float[] bias = new float[ByteHead.OUTCOMES];
        bias['n'] = 1;
        double[] losses = losses(bias);
        assertThat(losses[0] / 3).isCloseTo(Math.log(259 + Math.E) - 1.0 / 18, within(1e-6));
    }

    private static double[] losses(float[] outBias) {
        List<Long> token = new ArrayList<>();
        List<Long> slot = new ArrayList<>();
        List<Long> value = new ArrayList<>();
        List<Float> weight = new ArrayList<>();
        for (int i = 0; i < TOKENS.size(); i++) {
            byte[] bytes = TOKENS.get(i).getBytes(StandardCharsets.UTF_8);
            for (int j = 0; j < bytes.length; j++) {
                token.add((long) i);
                slot.add((long) j);
                value.add((long) bytes[j]);
                weight.add(1f / bytes.length);
            }
        }
        int count = token.size();
        float[] teacher = new float[count * ByteHead.SHARED_OUTCOMES];
        IntStream.range(0, count).forEach(i -> teacher[i * ByteHead.SHARED_OUTCOMES + value.get(i).intValue()] = 1);
        float[] weights = new float[count];
        IntStream.range(0, count).forEach(i -> weights[i] = weight.get(i));
        try (Script script = new Script(STUBS + ScriptTemplate.source("token_loss") + ScriptTemplate.source("token_head"));
                Scope scope = Scope.open("head", Device.CPU)) {
            List<Tensor> head = List.of(zeros(scope, WIDTH, HIDDEN), zeros(scope, WIDTH), zeros(scope, 257, WIDTH),
                    zeros(scope, 3 * WIDTH, WIDTH), zeros(scope, 3 * WIDTH), zeros(scope, 3 * WIDTH, WIDTH), zeros(scope, 3 * WIDTH),
                    zeros(scope, ByteHead.OUTCOMES, WIDTH), scope.of(outBias, ByteHead.OUTCOMES));
            return script.method("byte_losses").with("x", zeros(scope, TOKENS.size(), HIDDEN)).with("byte_head", head)
                    .with("compute", Dtype.FLOAT32.code()).with("byte_token", longs(scope, token)).with("byte_slot", longs(scope, slot))
                    .with("byte_value", longs(scope, value)).with("byte_weight", scope.of(weights, count))
                    .with("teacher", scope.of(teacher, count, ByteHead.SHARED_OUTCOMES)).with("teacher_rest", zeros(scope, count))
                    .with("slots", 0).tensors(scope).stream().mapToDouble(Tensor::toDouble).toArray();
        }
    }

    private static Tensor zeros(Scope scope, int... shape) {
        int count = IntStream.of(shape).reduce(1, (a, b) -> a * b);
        return scope.of(new float[count], IntStream.of(shape).asLongStream().toArray());
    }

    private static Tensor longs(Scope scope, List<Long> values) {
        return scope.of(values.stream().mapToLong(Long::longValue).toArray(), values.size());
    }
}
