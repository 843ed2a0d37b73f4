package org.bytestill.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.List;

/**
 * A {@code List[Tensor]} argument made once and passed many times, such as a model's weights. In-place changes of its
 * tensors are seen by the next call. The list does not own the tensors.
 */
public final class TensorList implements AutoCloseable {
    private final List<Tensor> tensors;
    private final IValue value;

    public TensorList(List<Tensor> tensors) {
        this.tensors = List.copyOf(tensors);
        this.value = listOf(this.tensors);
    }

    static IValue listOf(List<Tensor> tensors) {
        return IValue.listFrom(tensors.stream().map(Tensor::array).toArray(PtNDArray[]::new));
    }

    public List<Tensor> tensors() {
        return tensors;
    }

    IValue value() {
        return value;
    }

    @Override
    public void close() {
        value.close();
    }
}
