package org.bytestill.train;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.bytestill.torch.Device;
import org.bytestill.torch.Safetensors;
import org.bytestill.torch.SafetensorsWriter;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Script;
import org.bytestill.torch.ScriptTemplate;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TensorOps;

/**
 * The AdamW optimizer (Loshchilov and Hutter, arXiv 1711.05101), fused, with gradient-norm clipping. Its moments are saved and restored
 * bit for bit, so that a resumed run repeats an uninterrupted one. Betas 0.9 and 0.999, epsilon 1e-8.
 */
public final class Optimizer implements AutoCloseable {
    /** A trained tensor: its name in checkpoints, and whether it belongs to the byte head, which has a learning rate of its own. */
    public record Trained(String name, Tensor tensor, boolean head) {
        /** Weight decay applies to matrices, not to norms and biases. */
        boolean decays() {
            return tensor.shape().length > 1;
        }
    }

    private record Slot(Trained trained, Tensor firstMoment, Tensor secondMoment, Tensor steps) {}

    private final Script script = new Script(ScriptTemplate.source("adamw"));
    private final Scope scope;
    private final List<Slot> slots = new ArrayList<>();

    public Optimizer(List<Trained> trained, Device device) {
        scope = Scope.open("optimizer", device);
        for (Trained one : trained) {
            slots.add(new Slot(one, TensorOps.zerosLike(scope, one.tensor()), TensorOps.zerosLike(scope, one.tensor()),
                    TensorOps.zero(scope)));
        }
    }

    /** Global gradient norm: the Euclidean norm of all gradients together. */
    public double norm(List<Tensor> gradients) {
        try (Scope call = scope.inner("norm")) {
            return script.method("norm").with("gradients", gradients).tensor(call).toDouble();
        }
    }

    /** Clipping factor that reduces gradients of this norm to at most {@code limit}; 1 if the limit is 0, which means no clipping. */
    public static double clipFactor(double norm, double limit) {
        return limit > 0 && norm > limit ? limit / norm : 1;
    }

    /**
     * One update, in place.
     *
     * @param tensors   the tensors to update, all passed to the constructor; others keep their values and moments
     * @param gradients one for each, float32 or bfloat16; scaled in place
     * @param factor    multiplies the gradients first, see {@link #clipFactor}
     */
    public void update(List<Tensor> tensors, List<Tensor> gradients, double factor, double learningRate, double headLearningRate,
            double weightDecay) {
        Map<Tensor, Tensor> gradientOf = new IdentityHashMap<>();
        for (int i = 0; i < tensors.size(); i++) {
            gradientOf.put(tensors.get(i), gradients.get(i));
        }
        for (Slot slot : slots) {
            Tensor gradient = gradientOf.get(slot.trained().tensor());
            if (gradient != null) {
                // One tensor at a time, so that at most one gradient is held in a second number format.
                try (Scope call = scope.inner("adamw")) {
                    script.method("adamw").with("weights", List.of(slot.trained().tensor())).with("gradient", gradient)
                            .with("first_moments", List.of(slot.firstMoment())).with("second_moments", List.of(slot.secondMoment()))
                            .with("steps", List.of(slot.steps()))
                            .with("learning_rate", slot.trained().head() ? headLearningRate : learningRate)
                            .with("weight_decay", slot.trained().decays() ? weightDecay : 0.0).with("factor", factor).tensors(call);
                }
            }
        }
    }

    /** Adds moments and step counters to a file. */
    public void addTo(SafetensorsWriter writer) {
        for (Slot slot : slots) {
            String name = slot.trained().name();
            writer.add("first_moment." + name, slot.firstMoment()).add("second_moment." + name, slot.secondMoment()).add("steps." + name,
                    slot.steps());
        }
    }

    /** Overwrites moments and step counters with those of a file. */
    public void copyFrom(Safetensors file) {
        try (Scope files = Scope.open("optimizer file", Device.CPU)) {
            Safetensors.Mapping mapping = file.map(files);
            for (Slot slot : slots) {
                String name = slot.trained().name();
                TensorOps.copyInto(slot.firstMoment(), mapping.tensor("first_moment." + name));
                TensorOps.copyInto(slot.secondMoment(), mapping.tensor("second_moment." + name));
                TensorOps.copyInto(slot.steps(), mapping.tensor("steps." + name));
            }
        }
    }

    /** As before the first update: all moments and counters are zero. */
    public void forget() {
        try (Scope zeros = scope.inner("zeros")) {
            for (Slot slot : slots) {
                for (Tensor kept : List.of(slot.firstMoment(), slot.secondMoment(), slot.steps())) {
                    try (Tensor zero = TensorOps.zerosLike(zeros, kept)) {
                        TensorOps.copyInto(kept, zero);
                    }
                }
            }
        }
    }

    @Override
    public void close() {
        scope.close();
        script.close();
    }
}
