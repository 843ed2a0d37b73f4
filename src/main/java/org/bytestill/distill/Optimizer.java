package org.bytestill.distill;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.bytestill.torch.Device;
import org.bytestill.torch.Safetensors;
import org.bytestill.torch.SafetensorsWriter;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Script;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TensorOps;

/**
 * AdamW (Loshchilov and Hutter, arXiv 1711.05101), fused, with clipping of the gradient norm; its moments are saved and
 * restored to the bit. Betas 0.9 and 0.999, epsilon 1e-8.
 */
public final class Optimizer implements AutoCloseable {
    private static final String METHODS = """
              def norm(self: __torch__.M, g: List[Tensor]) -> Tensor:
                return torch.norm(torch.stack(torch._foreach_norm(g)))
              def scale(self: __torch__.M, g: List[Tensor], factor: float) -> List[Tensor]:
                torch._foreach_mul_(g, factor)
                return annotate(List[Tensor], [])
              def adamw(self: __torch__.M, w: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor], steps: List[Tensor], lr: float, decay: float) -> List[Tensor]:
                torch.set_grad_enabled(False)
                torch._foreach_add_(steps, 1)
                torch._fused_adamw_(w, g, m, v, annotate(List[Tensor], []), steps, lr=lr, beta1=0.90000000000000002, beta2=0.999, weight_decay=decay, eps=1e-08, amsgrad=False, maximize=False)
                return annotate(List[Tensor], [])
            """;

    /** A tensor that is trained, and how. */
    public record Trained(String name, Tensor tensor, boolean head) {
        /** Matrices decay; norms and biases do not. */
        boolean decays() {
            return tensor.shape().length > 1;
        }
    }

    private record Slot(Trained trained, Tensor firstMoment, Tensor secondMoment, Tensor steps) {}

    private final Script script = new Script(METHODS);
    private final Scope scope;
    private final List<Slot> slots = new ArrayList<>();

    public Optimizer(List<Trained> trained, Device device) {
        scope = Scope.open("optimizer", device);
        for (Trained one : trained) {
            slots.add(new Slot(one, TensorOps.zerosLike(scope, one.tensor()), TensorOps.zerosLike(scope, one.tensor()), TensorOps.zero(scope)));
        }
    }

    /** Euclidean norm of all gradients together. */
    public double norm(List<Tensor> gradients) {
        try (Scope call = scope.inner("norm")) {
            return script.callOne(call, "norm", gradients).toDouble();
        }
    }

    /** Scales the gradients down so that their norm, now {@code norm}, is at most {@code limit}; a limit of 0 leaves them. */
    public void clip(List<Tensor> gradients, double norm, double limit) {
        if (limit > 0 && norm > limit) {
            try (Scope call = scope.inner("clip")) {
                script.call(call, "scale", gradients, limit / norm);
            }
        }
    }

    /**
     * One update, in place.
     *
     * @param tensors   the tensors to update, all known from the constructor; others are left alone, moments included
     * @param gradients one for each
     */
    public void update(List<Tensor> tensors, List<Tensor> gradients, double learningRate, double headLearningRate, double weightDecay) {
        Map<Tensor, Tensor> gradientOf = new IdentityHashMap<>();
        for (int i = 0; i < tensors.size(); i++) {
            gradientOf.put(tensors.get(i), gradients.get(i));
        }
        for (boolean head : new boolean[] {false, true}) {
            for (boolean decays : new boolean[] {true, false}) {
                List<Slot> group = slots.stream().filter(slot -> slot.trained().head() == head && slot.trained().decays() == decays
                        && gradientOf.containsKey(slot.trained().tensor())).toList();
                updateGroup(group, gradientOf, head ? headLearningRate : learningRate, decays ? weightDecay : 0);
            }
        }
    }

    private void updateGroup(List<Slot> group, Map<Tensor, Tensor> gradientOf, double learningRate, double decay) {
        if (group.isEmpty()) {
            return;
        }
        try (Scope call = scope.inner("adamw")) {
            script.call(call, "adamw", group.stream().map(slot -> slot.trained().tensor()).toList(),
                    group.stream().map(slot -> gradientOf.get(slot.trained().tensor())).toList(), group.stream().map(Slot::firstMoment).toList(),
                    group.stream().map(Slot::secondMoment).toList(), group.stream().map(Slot::steps).toList(), learningRate, decay);
        }
    }

    /** Adds moments and counters to a file. */
    public void addTo(SafetensorsWriter writer) {
        for (Slot slot : slots) {
            String name = slot.trained().name();
            writer.add("first_moment." + name, slot.firstMoment()).add("second_moment." + name, slot.secondMoment()).add("steps." + name, slot.steps());
        }
    }

    /** Overwrites moments and counters with a file's. */
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

    @Override
    public void close() {
        scope.close();
        script.close();
    }
}
