package org.bytestill.student;

import java.util.List;
import java.util.Random;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Safetensors;
import org.bytestill.torch.SafetensorsWriter;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TensorList;
import org.bytestill.torch.TensorOps;

/**
 * The paper's byte head (method.md 2.1): for each of the first bytes of a token one linear map from the hidden state that
 * predicts the token, {@code softmax(W_j h + c_j)} over 260 outcomes. A scaffold: dropped at export.
 *
 * <p>All maps lie in one matrix of shape (positions x 260, hidden), position by position, with a bias of (positions x 260).
 */
public final class ByteHead implements AutoCloseable {
    /** 256 bytes, then EOS, end of token, BOS, pad. */
    public static final int OUTCOMES = 260;
    /** The outcomes a teacher's byte distribution has too: 256 bytes and EOS. */
    public static final int SHARED_OUTCOMES = 257;
    /** Names of the outcomes after the bytes, in their order. */
    public static final List<String> SPECIAL_OUTCOMES = List.of("eos", "end_of_token", "bos", "pad");

    /** The file of a checkpoint that holds it. */
    public static final String FILE = "byte_head.safetensors";

    private static final double INITIAL_DEVIATION = 0.02;
    private static final String WEIGHT = "byte_head.weight";
    private static final String BIAS = "byte_head.bias";

    private final int positions;
    private final Scope scope;
    private final TensorList tensors;

    private ByteHead(int positions, Scope scope, Tensor weight, Tensor bias) {
        this.positions = positions;
        this.scope = scope;
        this.tensors = new TensorList(List.of(weight, bias));
        tensors.tensors().forEach(TensorOps::requireGradient);
    }

    /** A new head: weights normal with deviation 0.02, bias 0. */
    public static ByteHead random(int positions, int hiddenSize, long seed, Device device) {
        Random random = new Random(seed);
        float[] weight = new float[positions * OUTCOMES * hiddenSize];
        for (int i = 0; i < weight.length; i++) {
            weight[i] = (float) (INITIAL_DEVIATION * random.nextGaussian());
        }
        Scope scope = Scope.open("byte head", device);
        try (Scope source = Scope.open("byte head values", device)) {
            Tensor w = TensorOps.copy(scope, source.of(weight, (long) positions * OUTCOMES, hiddenSize), Dtype.FLOAT32);
            Tensor c = TensorOps.copy(scope, source.of(new float[positions * OUTCOMES], (long) positions * OUTCOMES), Dtype.FLOAT32);
            return new ByteHead(positions, scope, w, c);
        }
    }

    /** Bytes of a token that are supervised. */
    public int positions() {
        return positions;
    }

    /** Weight and bias. */
    public TensorList tensors() {
        return tensors;
    }

    /** Names of {@link #tensors()} in files. */
    public static List<String> names() {
        return List.of(WEIGHT, BIAS);
    }

    /** Adds the head to a file; it says what a reader must know. */
    public void addTo(SafetensorsWriter writer) {
        writer.metadata("format", "pt").metadata("kind", "parallel").metadata("positions", Integer.toString(positions))
                .metadata("outcomes", Integer.toString(OUTCOMES)).metadata("special_outcomes", String.join(",", SPECIAL_OUTCOMES))
                .metadata("fed_by", "the hidden state that predicts the token, after the last norm");
        writer.add(WEIGHT, tensors.tensors().get(0)).add(BIAS, tensors.tensors().get(1));
    }

    /** Overwrites the head with a file's. */
    public void copyFrom(Safetensors file) {
        try (Scope files = Scope.open("byte head file", Device.CPU)) {
            Safetensors.Mapping mapping = file.map(files);
            TensorOps.copyInto(tensors.tensors().get(0), mapping.tensor(WEIGHT));
            TensorOps.copyInto(tensors.tensors().get(1), mapping.tensor(BIAS));
        }
    }

    @Override
    public void close() {
        tensors.close();
        scope.close();
    }
}
