package org.bytestill.model;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Safetensors;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Script;
import org.bytestill.torch.ScriptTemplate;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TensorOps;
import org.jspecify.annotations.Nullable;

/**
 * The matrices of low-rank adapters while weights are loaded: those of an adapter folder, or random initial ones; or the base's matrices
 * with them merged in.
 */
final class AdapterSource {
    private final @Nullable PeftAdapter folder;
    private final Architecture architecture;
    private final Map<String, LinearMap> maps = new HashMap<>();
    private final long seed;
    private final Scope target;

    private static final class Holder {
        static final Script SCRIPT = new Script(ScriptTemplate.source("lora_merge"));
    }

    /**
     * @param folder the adapter folder, or null
     * @param seed   of new adapters
     * @param target owns the tensors
     */
    AdapterSource(@Nullable PeftAdapter folder, Architecture architecture, long seed, Scope target) {
        this.folder = folder;
        this.architecture = architecture;
        this.seed = seed;
        this.target = target;
        architecture.plan().maps().forEach(map -> maps.put(map.weight(), map));
    }

    /** True if the folder holds an adapter of this weight. */
    boolean changes(Parameter parameter) {
        return isWhole(parameter)
                || folder != null && maps.containsKey(parameter.name()) && folder.lora().rankOf(maps.get(parameter.name()).name()) > 0;
    }

    private boolean isWhole(Parameter parameter) {
        return folder != null && folder.lora().whole().contains(parameter.name());
    }

    /** The weight with its adapter merged into it; computed in float32. */
    Tensor merged(Checkpoint checkpoint, Parameter parameter, Dtype dtype) {
        LinearMap map = maps.get(parameter.name());
        try (Scope passing = Scope.open("merge", Device.CPU)) {
            if (isWhole(parameter)) {
                return TensorOps.copy(target, folder.content().map(passing).tensor(nameOf(parameter)), dtype);
            }
            Tensor weight = checkpoint.fileOf(parameter.name()).loader(passing, passing).load(checkpoint.storedName(parameter.name()),
                    Dtype.FLOAT32, false);
            Safetensors.Mapping mapping = folder.content().map(passing);
            Tensor merged = Holder.SCRIPT.method("merged").with("w", weight)
                    .with("a", mapping.tensor(PeftAdapter.storedName(map.name() + Lora.A)))
                    .with("b", mapping.tensor(PeftAdapter.storedName(map.name() + Lora.B)))
                    .with("scale", folder.lora().adapters().get(map.name()).scale()).with("transposed", map.transposed()).tensor(passing);
            return TensorOps.copy(target, merged, dtype);
        }
    }

    /** Half an adapter, or a weight that is trained whole, in float32 and memory of its own. */
    Tensor matrix(Checkpoint checkpoint, Parameter parameter) {
        try (Scope passing = Scope.open("adapter", Device.CPU)) {
            if (folder == null && !isHalf(parameter)) {
                Tensor ofBase = checkpoint.fileOf(parameter.name()).loader(passing, passing).load(checkpoint.storedName(parameter.name()),
                        Dtype.FLOAT32, false);
                return TensorOps.copy(target, ofBase, Dtype.FLOAT32);
            }
            if (folder != null && parameter.elementCount() > 0) {
                return TensorOps.copy(target, folder.content().map(passing).tensor(nameOf(parameter)), Dtype.FLOAT32);
            }
            Tensor values = parameter.elementCount() == 0 ? TensorOps.empty(passing, Dtype.FLOAT32, parameter.shape())
                    : passing.of(initial(parameter, seed), parameter.shape());
            return TensorOps.copy(target, values, Dtype.FLOAT32);
        }
    }

    private String nameOf(Parameter parameter) {
        return Objects.requireNonNull(folder).storedNameOf(parameter.name(), architecture);
    }

    private static boolean isHalf(Parameter parameter) {
        return parameter.name().endsWith(Lora.A) || parameter.name().endsWith(Lora.B);
    }

    /**
     * A as PEFT and torch.nn.Linear begin it: uniform within 1 / sqrt(in) (Kaiming's bound at a = sqrt 5); B zero. Each matrix has random
     * numbers of its own, so that another choice of layers disturbs no other.
     */
    private static float[] initial(Parameter parameter, long seed) {
        float[] values = new float[Math.toIntExact(parameter.elementCount())];
        if (parameter.name().endsWith(Lora.A)) {
            double bound = 1 / Math.sqrt(parameter.shape()[1]);
            Random random = new Random(seed + parameter.name().hashCode());
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
            }
        }
        return values;
    }
}
