package org.bytestill.export;

import java.nio.charset.StandardCharsets;
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

/**
 * The byte head that lies beside a model (method.md 2.1), in float32: of a parallel one the logits W_j h + c_j of each map j at each
 * position; of an autoregressive one those before each byte of a token that reads {@value #READ}, whatever the text goes on with.
 */
final class ProbedByteHead implements ProbedHead {
    static final String READ = "the";

    @Override
    public String predicts() {
        return "byte";
    }

    @Override
    public List<float[]> logits(Path model, Decoder decoder, long[][] texts) {
        Safetensors file = Safetensors.open(model.resolve(ByteHead.FILE));
        List<float[]> logits = new ArrayList<>();
        for (long[] text : texts) {
            for (float[] state : states(decoder, text)) {
                logits.addAll(ByteHead.isAutoregressive(file) ? recurrent(state, file) : parallel(state, file));
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

    private static List<float[]> parallel(float[] state, Safetensors file) {
        float[] logits = linear(state, file.floats(ByteHead.parallelNames().get(0)), file.floats(ByteHead.parallelNames().get(1)));
        return ProbedHead.rows(logits, logits.length / ByteHead.OUTCOMES);
    }

    /** A GRU as torch has it: r, z, n stacked; h' = (1 - z) n + z h, where the reset gate r takes from what n reads of h. */
    private static List<float[]> recurrent(float[] state, Safetensors file) {
        float[][] head = ByteHead.autoregressiveNames().stream().map(file::floats).toArray(float[][]::new);
        float[] h = linear(state, head[0], head[1]);
        for (int i = 0; i < h.length; i++) {
            h[i] = (float) Math.tanh(h[i]);
        }
        List<float[]> logits = new ArrayList<>();
        byte[] read = READ.getBytes(StandardCharsets.US_ASCII);
        for (int step = 0; step <= read.length; step++) {
            int input = step == 0 ? 256 : read[step - 1];
            h = next(h, Arrays.copyOfRange(head[2], input * h.length, (input + 1) * h.length), head);
            logits.add(linear(h, head[7], head[8]));
        }
        return logits;
    }

    private static float[] next(float[] h, float[] input, float[][] head) {
        float[] a = linear(input, head[3], head[4]);
        float[] b = linear(h, head[5], head[6]);
        float[] next = new float[h.length];
        for (int i = 0; i < next.length; i++) {
            double reset = sigmoid(a[i] + b[i]);
            double update = sigmoid(a[next.length + i] + b[next.length + i]);
            double candidate = Math.tanh(a[2 * next.length + i] + reset * b[2 * next.length + i]);
            next[i] = (float) ((1 - update) * candidate + update * h[i]);
        }
        return next;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
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
