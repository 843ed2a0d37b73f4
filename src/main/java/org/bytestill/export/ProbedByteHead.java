package org.bytestill.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytestill.model.Decoder;
import org.bytestill.student.ByteHead;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Safetensors;
import org.bytestill.torch.Scope;
import org.bytestill.torch.TensorOps;

/** The byte head that lies beside a model (method.md 2.1): logits W_j h + c_j of each map j at each position, in float32. */
final class ProbedByteHead implements ProbedHead {
    @Override
    public String predicts() {
        return "byte";
    }

    @Override
    public List<float[]> logits(Path model, Decoder decoder, long[][] texts) {
        Safetensors head = Safetensors.open(model.resolve(ByteHead.FILE));
        float[] weight = head.floats(ByteHead.parallelNames().get(0));
        float[] bias = head.floats(ByteHead.parallelNames().get(1));
        List<float[]> logits = new ArrayList<>();
        for (long[] text : texts) {
            for (float[] state : states(decoder, text)) {
                logits.addAll(ProbedHead.rows(linear(state, weight, bias), bias.length / ByteHead.OUTCOMES));
            }
        }
        return logits;
    }

    private static List<float[]> states(Decoder decoder, long[] text) {
        try (Scope scope = Scope.open("probed states", decoder.device())) {
            int[] ids = Arrays.stream(text).mapToInt(Math::toIntExact).toArray();
            return ProbedHead.rows(TensorOps.to(scope, decoder.hiddenStates(scope, ids), Dtype.FLOAT32).toFloats(), ids.length);
        }
    }

    private static float[] linear(float[] state, float[] weight, float[] bias) {
        float[] logits = new float[bias.length];
        for (int row = 0; row < logits.length; row++) {
            double sum = bias[row];
            for (int i = 0; i < state.length; i++) {
                sum += (double) weight[row * state.length + i] * state[i];
            }
            logits[row] = (float) sum;
        }
        return logits;
    }
}
