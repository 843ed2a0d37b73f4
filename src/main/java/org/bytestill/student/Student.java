package org.bytestill.student;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytestill.model.Checkpoint;
import org.bytestill.model.Decoder;
import org.bytestill.model.DecoderScript;
import org.bytestill.model.ModelConfig;
import org.bytestill.model.Weights;
import org.bytestill.torch.Device;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Script;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TensorList;

/**
 * A decoder in training: float32 weights that change, a byte head if the objective has one, and the script that gives the
 * losses and gradients of a batch. Used by one thread.
 */
public final class Student implements AutoCloseable {
    private final ModelConfig config;
    private final Weights weights;
    private final ByteHead head;
    private final TensorList noHead = new TensorList(List.of());
    private final Script script;
    private final Scope scope;
    private final Tensor frequencies;
    private final Tensor causal;
    private final Decoder decoder;

    private Student(ModelConfig config, Weights weights, ByteHead head) {
        this.config = config;
        this.weights = weights;
        this.head = head;
        this.script = new Script(DecoderScript.of(config) + StepScript.METHODS);
        this.scope = Scope.open("student", weights.device());
        float[] rotation = config.rotaryFrequencies();
        this.frequencies = scope.of(rotation, rotation.length);
        this.causal = scope.of(new byte[0], 0);
        this.decoder = Decoder.sharing(config, weights);
    }

    /**
     * Loads a Hugging Face folder for training.
     *
     * @param headPositions bytes of a token that the byte head supervises; 0 for no head
     * @param headSeed      seed of the head's initial weights
     */
    public static Student open(Path folder, int headPositions, long headSeed, Device device) {
        ModelConfig config = ModelConfig.read(folder);
        Weights weights = Weights.trainable(Checkpoint.open(folder, config), config, device);
        ByteHead head = headPositions > 0 ? ByteHead.random(headPositions, config.hiddenSize(), headSeed, device) : null;
        return new Student(config, weights, head);
    }

    public ModelConfig config() {
        return config;
    }

    public Weights weights() {
        return weights;
    }

    /** The byte head, or null if the objective has none. */
    public ByteHead head() {
        return head;
    }

    /** The student as a plain decoder, over the weights as they are at the moment of a call. */
    public Decoder decoder() {
        return decoder;
    }

    /** The tensors an update changes: with {@code backbone} all weights, then the head's. */
    public List<Tensor> trained(boolean backbone) {
        Stream<Tensor> own = backbone ? weights.tensors().tensors().stream() : Stream.empty();
        return Stream.concat(own, headTensors().tensors().stream()).toList();
    }

    private TensorList headTensors() {
        return head == null ? noHead : head.tensors();
    }

    /**
     * Losses of one batch; in nats, summed as eq. 5 sums them, so that dividing by {@code tokens} gives the mean.
     *
     * @param token  sum over tokens of the cross-entropy
     * @param bytes  sum over tokens of the mean cross-entropy of their bytes
     * @param kl     sum over tokens of the mean KL(teacher || head) of their bytes
     * @param same   sum over tokens of the share of their bytes where teacher and head find the same byte most probable
     * @param tokens supervised tokens
     */
    public record Losses(double token, double bytes, double kl, double same, int tokens) {
        public static final Losses NONE = new Losses(0, 0, 0, 0, 0);

        public Losses plus(Losses more) {
            return new Losses(token + more.token, bytes + more.bytes, kl + more.kl, same + more.same, tokens + more.tokens);
        }
    }

    /** The loss terms' weights, lambda_b and lambda_KL, and whether the student's own weights are trained. */
    public record Terms(double byteWeight, double klWeight, boolean backbone) {}

    /**
     * Computes losses and gradients and adds the gradients to {@code sums}.
     *
     * @param scale one over the supervised tokens of the whole update
     * @param sums  gradients so far, in the order of {@link #trained}; empty before the first batch of an update
     * @param owner scope that owns the gradients
     */
    public Losses addGradients(StudentBatch batch, Terms terms, double scale, List<Tensor> sums, Scope owner) {
        try (Scope pass = owner.inner("pass")) {
            List<Object> arguments = arguments(batch, pass);
            arguments.addAll(List.of(scale, terms.byteWeight(), terms.klWeight(), terms.backbone()));
            boolean first = sums.isEmpty();
            List<Tensor> result = script.call(first ? owner : pass, "step", arguments.toArray());
            int lossCount = head == null ? 1 : 4;
            List<Tensor> gradients = result.subList(lossCount, result.size());
            Losses losses = losses(result, batch);
            if (first) {
                sums.addAll(gradients);
            } else {
                script.call(pass, "add_into", List.copyOf(sums), gradients);
            }
            return losses;
        }
    }

    /** Losses without gradients. */
    public Losses losses(StudentBatch batch) {
        try (Scope pass = scope.inner("losses")) {
            return losses(script.call(pass, "losses", arguments(batch, pass).toArray()), batch);
        }
    }

    private static Losses losses(List<Tensor> result, StudentBatch batch) {
        boolean bytes = result.size() >= 4 && batch.bytes() != null;
        return new Losses(result.get(0).toDouble(), bytes ? result.get(1).toDouble() : 0, bytes ? result.get(2).toDouble() : 0,
                bytes ? result.get(3).toDouble() : 0, batch.supervisedTokens());
    }

    private List<Object> arguments(StudentBatch batch, Scope pass) {
        float[] positions = new float[batch.positions()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = i;
        }
        StudentBatch.ByteTargets bytes = batch.bytes() != null ? batch.bytes()
                : new StudentBatch.ByteTargets(new long[0], new long[0], new long[0], new float[0], null);
        StudentBatch.TeacherTargets teacher = bytes.teacher() != null ? bytes.teacher() : new StudentBatch.TeacherTargets(new float[0], new float[0]);
        int count = bytes.token().length;
        return new ArrayList<>(List.of(pass.of(batch.ids(), batch.documents(), batch.positions()), pass.of(positions, positions.length), causal, frequencies,
                weights.tensors(), headTensors(), pass.of(batch.predictors(), batch.predictors().length), pass.of(batch.tokens(), batch.tokens().length),
                pass.of(bytes.token(), count), pass.of(bytes.slot(), count), pass.of(bytes.value(), count), pass.of(bytes.weight(), count),
                pass.of(teacher.probabilities(), teacher.rest().length, ByteHead.SHARED_OUTCOMES), pass.of(teacher.rest(), teacher.rest().length),
                head == null ? 0 : head.positions()));
    }

    @Override
    public void close() {
        decoder.close();
        scope.close();
        script.close();
        noHead.close();
        if (head != null) {
            head.close();
        }
        weights.close();
    }
}
