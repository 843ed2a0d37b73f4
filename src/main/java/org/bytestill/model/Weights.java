package org.bytestill.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TensorList;
import org.bytestill.torch.TensorOps;

/** A decoder's weights in the order of its script, and their owner. */
public final class Weights implements AutoCloseable {
    private final Scope scope;
    private final List<Parameter> parameters;
    private final TensorList tensors;

    private Weights(Scope scope, List<Parameter> parameters, List<Tensor> tensors) {
        this.scope = scope;
        this.parameters = parameters;
        this.tensors = new TensorList(tensors);
    }

    /** For reading: mapped from the file where number format and device allow, so that they cost no memory. */
    public static Weights mapped(Checkpoint checkpoint, ModelConfig config, Dtype dtype, Device device) {
        return load(checkpoint, config, dtype, device, false);
    }

    /**
     * For training: float32 copies in memory of their own, marked as wanting gradients. Own memory also for the sake of
     * repeatability: the rounding of a matrix product may depend on how its operands are aligned.
     */
    public static Weights trainable(Checkpoint checkpoint, ModelConfig config, Device device) {
        Weights weights = load(checkpoint, config, Dtype.FLOAT32, device, true);
        weights.tensors().tensors().forEach(TensorOps::requireGradient);
        return weights;
    }

    private static Weights load(Checkpoint checkpoint, ModelConfig config, Dtype dtype, Device device, boolean own) {
        Scope scope = Scope.open("weights", device);
        try (Scope files = Scope.open("weight files", Device.CPU)) {
            Map<WeightFile, WeightFile.Loader> loaders = new HashMap<>();
            List<Parameter> parameters = ModelParameters.of(config);
            List<Tensor> tensors = new ArrayList<>();
            for (Parameter parameter : parameters) {
                WeightFile.Loader loader = loaders.computeIfAbsent(checkpoint.fileOf(parameter.name()), file -> file.loader(scope, files));
                tensors.add(loader.load(checkpoint.storedName(parameter.name()), dtype, own));
            }
            return new Weights(scope, parameters, tensors);
        } catch (RuntimeException e) {
            scope.close();
            throw e;
        }
    }

    public List<Parameter> parameters() {
        return parameters;
    }

    /** In the order of {@link #parameters()}. */
    public TensorList tensors() {
        return tensors;
    }

    public Device device() {
        return scope.device();
    }

    @Override
    public void close() {
        tensors.close();
        scope.close();
    }
}
