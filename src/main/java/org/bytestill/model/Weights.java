package org.bytestill.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TensorList;
import org.bytestill.torch.TensorOps;

/**
 * The loaded weights of a decoder, in the order of {@link Architecture#parameters}, and their owner. Which of them are trained never
 * changes.
 */
public final class Weights implements AutoCloseable {
    private final Scope scope;
    private final Architecture architecture;
    private final List<Parameter> parameters;
    private final TensorList tensors;
    private final boolean[] trained;

    private Weights(Scope scope, Architecture architecture, List<Parameter> parameters, List<Tensor> tensors, boolean[] trained) {
        this.scope = scope;
        this.architecture = architecture;
        this.parameters = parameters;
        this.tensors = new TensorList(tensors);
        this.trained = trained;
    }

    /**
     * For reading: mapped from the file where number format and device allow, so that they cost no memory. An adapter is merged
     * into the matrices that it changes.
     */
    public static Weights mapped(Checkpoint checkpoint, Dtype dtype, Device device) {
        return load(checkpoint, Lora.NONE, dtype, false, 0, device);
    }

    /** For reading: float32 copies of the weights as another number format holds them. */
    static Weights rounded(Checkpoint checkpoint, Dtype format, Device device) {
        Scope scope = Scope.open("weights", device);
        try (Weights narrow = mapped(checkpoint, format, device)) {
            List<Tensor> tensors = narrow.tensors.tensors().stream().map(tensor -> TensorOps.copy(scope, tensor, Dtype.FLOAT32)).toList();
            return new Weights(scope, narrow.architecture, narrow.parameters, tensors, narrow.trained);
        } catch (RuntimeException e) {
            scope.close();
            throw e;
        }
    }

    /**
     * For training them all: float32 copies in memory of their own, an adapter merged. Own memory also for the sake of
     * repeatability: the rounding of a matrix product may depend on how its operands are aligned.
     */
    public static Weights trainable(Checkpoint checkpoint, Device device) {
        return load(checkpoint, Lora.NONE, Dtype.FLOAT32, true, 0, device);
    }

    /** As {@link #trainable}, in a number format of choice: float64 shows that gradients are right. */
    public static Weights trainable(Checkpoint checkpoint, Dtype dtype, Device device) {
        return load(checkpoint, Lora.NONE, dtype, true, 0, device);
    }

    /**
     * For training low-rank adapters: the weights mapped where they can be, and the adapters in float32: those of the checkpoint, if it
     * is an adapter, as far as they are trained; else new ones, which leave the model as it is.
     *
     * @param dtype number format of frozen matrices; vectors, which cost nothing, are float32
     * @param seed  of a new adapter's random half
     */
    public static Weights adapted(Checkpoint checkpoint, Lora.Choice choice, long seed, Dtype dtype, Device device) {
        Lora lora = checkpoint.adapter().map(PeftAdapter::lora).orElseGet(() -> Lora.chosen(checkpoint.architecture(), choice));
        return load(checkpoint, lora, dtype, false, seed, device, Dtype.FLOAT32);
    }

    /** For training beside them, nothing of them: matrices in the number format, mapped where they can be, vectors in float32. */
    public static Weights frozen(Checkpoint checkpoint, Dtype dtype, Device device) {
        return load(checkpoint, Lora.NONE, dtype, false, 0, device, Dtype.FLOAT32);
    }

    /** For reading an adapter beside its base, as it is trained; a whole model as it is. */
    public static Weights unmerged(Checkpoint checkpoint, Dtype dtype, Device device) {
        return load(checkpoint, checkpoint.lora(), dtype, false, 0, device);
    }

    private static Weights load(Checkpoint checkpoint, Lora lora, Dtype dtype, boolean train, long seed, Device device) {
        return load(checkpoint, lora, dtype, train, seed, device, dtype);
    }

    private static Weights load(Checkpoint checkpoint, Lora lora, Dtype ofMatrices, boolean train, long seed, Device device,
            Dtype ofVectors) {
        Scope scope = Scope.open("weights", device);
        try (Scope files = Scope.open("weight files", Device.CPU)) {
            Map<WeightFile, WeightFile.Loader> loaders = new HashMap<>();
            Architecture architecture = checkpoint.architecture().withLora(lora);
            List<Parameter> parameters = architecture.parameters();
            boolean[] trained = new boolean[parameters.size()];
            Arrays.fill(trained, train);
            AdapterSource adapters = new AdapterSource(checkpoint.adapter().orElse(null), architecture, seed, scope);
            List<Tensor> tensors = new ArrayList<>();
            for (Parameter parameter : parameters) {
                Dtype dtype = parameter.shape().length > 1 ? ofMatrices : ofVectors;
                if (parameter.adapter()) {
                    trained[tensors.size()] = parameter.elementCount() > 0;
                    tensors.add(adapters.matrix(checkpoint, parameter));
                } else if (lora.isEmpty() && adapters.changes(parameter)) {
                    tensors.add(adapters.merged(checkpoint, parameter, dtype));
                } else {
                    WeightFile.Loader loader = loaders.computeIfAbsent(checkpoint.fileOf(parameter.name()),
                            file -> file.loader(scope, files));
                    tensors.add(loader.load(checkpoint.storedName(parameter.name()), dtype, train));
                }
            }
            return new Weights(scope, architecture, parameters, tensors, trained);
        } catch (RuntimeException e) {
            scope.close();
            throw e;
        }
    }

    /** What they are the weights of, the adapters among them included. */
    public Architecture architecture() {
        return architecture;
    }

    /** The adapters among them. */
    public Lora lora() {
        return architecture.lora();
    }

    public List<Parameter> parameters() {
        return parameters;
    }

    /** In the order of {@link #parameters()}. */
    public TensorList tensors() {
        return tensors;
    }

    /** For each whether training changes it. */
    public boolean[] trained() {
        return trained.clone();
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
