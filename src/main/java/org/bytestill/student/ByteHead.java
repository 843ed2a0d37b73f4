package org.bytestill.student;

import java.util.ArrayList;
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
 * The byte head beside a student's token head (method.md 2.1): from the hidden state that predicts a token the distributions of its bytes
 * over 260 outcomes. Parallel, as published: one linear map {@code softmax(W_j h + c_j)} for each of the first bytes. Or autoregressive: a
 * small GRU that reads the bytes of the token before the one it predicts. A scaffold: dropped at export.
 *
 * <p>All parallel maps lie in one matrix of shape (positions x 260, hidden), position by position, with a bias of (positions x 260). The
 * GRU has torch's layout, gates stacked r, z, n; row 256 of its embedding begins a token.
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
    private static final List<String> PARALLEL = List.of("byte_head.weight", "byte_head.bias");
    private static final List<String> AUTOREGRESSIVE = List.of("byte_head.init.weight", "byte_head.init.bias", "byte_head.embed.weight",
            "byte_head.gru.weight_ih", "byte_head.gru.bias_ih", "byte_head.gru.weight_hh", "byte_head.gru.bias_hh", "byte_head.out.weight",
            "byte_head.out.bias");

    private final HeadShape headShape;
    private final Scope scope;
    private final TensorList tensors;

    private ByteHead(HeadShape headShape, Scope scope, List<Tensor> tensors) {
        this.headShape = headShape;
        this.scope = scope;
        this.tensors = new TensorList(tensors);
        tensors.forEach(TensorOps::requireGradient);
    }

    /** A new parallel head: weights normal with deviation 0.02, bias 0. */
    public static ByteHead random(int positions, int hiddenSize, long seed, Device device) {
        return random(HeadShape.parallel(positions), hiddenSize, seed, device);
    }

    /** A new head: a parallel one normal with deviation 0.02, an autoregressive one uniform up to one over the root of its columns; bias 0. */
    public static ByteHead random(HeadShape shape, int hiddenSize, long seed, Device device) {
        Random random = new Random(seed);
        Scope scope = Scope.open("byte head", device);
        List<Tensor> tensors = new ArrayList<>();
        for (int[] size : sizes(shape, hiddenSize)) {
            tensors.add(random(scope, size, random, shape.isAutoregressive()));
        }
        return new ByteHead(shape, scope, tensors);
    }

    /** Rows and columns of its tensors; a bias has no columns. */
    private static List<int[]> sizes(HeadShape shape, int hiddenSize) {
        int g = shape.width();
        return shape.isAutoregressive()
                ? List.of(new int[] {g, hiddenSize}, new int[] {g, 0}, new int[] {257, g}, new int[] {3 * g, g}, new int[] {3 * g, 0},
                        new int[] {3 * g, g}, new int[] {3 * g, 0}, new int[] {OUTCOMES, g}, new int[] {OUTCOMES, 0})
                : List.of(new int[] {shape.positions() * OUTCOMES, hiddenSize}, new int[] {shape.positions() * OUTCOMES, 0});
    }

    private static Tensor random(Scope scope, int[] size, Random random, boolean uniform) {
        float[] values = new float[size[0] * Math.max(1, size[1])];
        for (int i = 0; size[1] > 0 && i < values.length; i++) {
            values[i] = (float) (uniform ? (2 * random.nextDouble() - 1) / Math.sqrt(size[1]) : INITIAL_DEVIATION * random.nextGaussian());
        }
        try (Scope source = scope.inner("byte head values")) {
            Tensor given = size[1] > 0 ? source.of(values, size[0], size[1]) : source.of(values, size[0]);
            return TensorOps.copy(scope, given, Dtype.FLOAT32);
        }
    }

    /** Its shape. */
    public HeadShape shape() {
        return headShape;
    }

    /** Bytes of a token that are supervised. */
    public int positions() {
        return headShape.positions();
    }

    /** Its weights. */
    public TensorList tensors() {
        return tensors;
    }

    /** Names of {@link #tensors()} in files. */
    public List<String> names() {
        return headShape.isAutoregressive() ? AUTOREGRESSIVE : PARALLEL;
    }

    /** Names of the weight and bias of a parallel head in files. */
    public static List<String> parallelNames() {
        return PARALLEL;
    }

    /** Names of the weights of an autoregressive head in files: of the state, the embedding, the GRU and the outcomes. */
    public static List<String> autoregressiveNames() {
        return AUTOREGRESSIVE;
    }

    /** Whether a file holds an autoregressive head. */
    public static boolean isAutoregressive(Safetensors file) {
        return file.entries().containsKey(AUTOREGRESSIVE.get(0));
    }

    /** Adds the head to a file; it says what a reader must know. */
    public void addTo(SafetensorsWriter writer) {
        boolean parallel = !headShape.isAutoregressive();
        writer.metadata("format", "pt").metadata("kind", parallel ? "parallel" : "autoregressive")
                .metadata(parallel ? "positions" : "width", Integer.toString(parallel ? headShape.positions() : headShape.width()))
                .metadata("outcomes", Integer.toString(OUTCOMES)).metadata("special_outcomes", String.join(",", SPECIAL_OUTCOMES))
                .metadata("fed_by", "the hidden state that predicts the token, after the last norm");
        for (int i = 0; i < names().size(); i++) {
            writer.add(names().get(i), tensors.tensors().get(i));
        }
    }

    /** Overwrites the head with a file's. */
    public void copyFrom(Safetensors file) {
        try (Scope files = Scope.open("byte head file", Device.CPU)) {
            Safetensors.Mapping mapping = file.map(files);
            for (int i = 0; i < names().size(); i++) {
                TensorOps.copyInto(tensors.tensors().get(i), mapping.tensor(names().get(i)));
            }
        }
    }

    @Override
    public void close() {
        tensors.close();
        scope.close();
    }
}
