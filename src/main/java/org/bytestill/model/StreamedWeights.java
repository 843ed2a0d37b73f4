package org.bytestill.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TensorOps;

/**
 * The weights of a model on disk one after the other, for who writes them in another file format: each is read when it is asked for, some
 * rows at a time, so that memory holds a piece of one of them. An adapter is merged into the matrices that it changes, each as a whole.
 */
public final class StreamedWeights {
    /** Elements of a piece: 4 MB of float32. */
    private static final long ELEMENTS_AT_ONCE = 1 << 20;

    private final Checkpoint checkpoint;

    private StreamedWeights(Checkpoint checkpoint) {
        this.checkpoint = checkpoint;
    }

    /**
     * Reads headers only.
     *
     * @param model a Hugging Face folder, an adapter folder or a GGUF file
     * @throws org.bytestill.problem.UserError if files are missing or damaged, or hold other weights than the architecture has
     */
    public static StreamedWeights of(Path model) {
        return new StreamedWeights(Checkpoint.open(model));
    }

    public Architecture architecture() {
        return checkpoint.architecture();
    }

    /** The weights in their order, by their Hugging Face names; a tied token head is not among them. */
    public List<Parameter> parameters() {
        return checkpoint.architecture().parameters();
    }

    /** The number format in which a weight is stored; float32 for one that is computed from others. */
    public Dtype dtype(Parameter parameter) {
        return isMerged(parameter) ? Dtype.FLOAT32 : checkpoint.fileOf(parameter.name()).dtype(checkpoint.storedName(parameter.name()));
    }

    /**
     * A weight in a number format; mapped from its file, without a copy, if that is how it is stored.
     *
     * @param scope owns the tensor, on the CPU
     */
    public Tensor tensor(Scope scope, Parameter parameter, Dtype dtype) {
        if (isMerged(parameter)) {
            return adapters(scope).merged(checkpoint, parameter, dtype);
        }
        return checkpoint.fileOf(parameter.name()).loader(scope, scope).load(checkpoint.storedName(parameter.name()), dtype, false);
    }

    /** Gives a weight as it is stored from its first row to its last. */
    public void rows(Parameter parameter, RowSink sink) throws IOException {
        rows(parameter, 1, sink);
    }

    /** @param together each piece holds a multiple of so many rows */
    void rows(Parameter parameter, long together, RowSink sink) throws IOException {
        long width = Math.max(1, parameter.elementCount() / parameter.shape()[0]);
        long atOnce = together * Math.max(1, ELEMENTS_AT_ONCE / together / width);
        if (!isMerged(parameter)) {
            checkpoint.fileOf(parameter.name()).rows(checkpoint.storedName(parameter.name()), atOnce, sink);
            return;
        }
        try (Scope scope = Scope.open("merged weight", Device.CPU)) {
            Tensor whole = tensor(scope, parameter, Dtype.FLOAT32);
            for (long first = 0; first < whole.size(0); first += atOnce) {
                try (Scope piece = scope.inner("piece")) {
                    sink.accept(TensorOps.rows(piece, whole, first, Math.min(whole.size(0), first + atOnce)));
                }
            }
        }
    }

    private boolean isMerged(Parameter parameter) {
        try (Scope none = Scope.open("adapters", Device.CPU)) {
            return adapters(none).changes(parameter);
        }
    }

    private AdapterSource adapters(Scope scope) {
        return new AdapterSource(checkpoint.adapter().orElse(null), checkpoint.architecture(), 0, scope);
    }
}
