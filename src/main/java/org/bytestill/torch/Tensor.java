package org.bytestill.torch;

import ai.djl.pytorch.engine.PtNDArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A tensor of libtorch, owned by the {@link Scope} it was made in. Computation on it is done by a {@link Script}; here its shape and
 * elements are read.
 */
public final class Tensor implements AutoCloseable {
    private final PtNDArray array;
    private final Device device;
    private final Dtype dtype;
    private final long[] shape;

    Tensor(PtNDArray array, Device device) {
        this.array = array;
        this.device = device;
        this.dtype = Dtype.of(array.getDataType());
        this.shape = array.getShape().getShape();
    }

    /** The same tensor, said to be on a device. */
    Tensor on(Device other) {
        return new Tensor(array, other);
    }

    /** Where it is. */
    Device device() {
        return device;
    }

    PtNDArray array() {
        return array;
    }

    public Dtype dtype() {
        return dtype;
    }

    public long[] shape() {
        return shape.clone();
    }

    public long size(int dimension) {
        return shape[dimension];
    }

    public long elementCount() {
        long count = 1;
        for (long size : shape) {
            count *= size;
        }
        return count;
    }

    /** The single element of a float32 or float64 tensor. */
    public double toDouble() {
        return dtype == Dtype.FLOAT64 ? toDoubles()[0] : toFloats()[0];
    }

    /** Elements of a float32 tensor, row-major. */
    public float[] toFloats() {
        expect(Dtype.FLOAT32);
        float[] values = new float[Math.toIntExact(elementCount())];
        bytes().asFloatBuffer().get(values);
        return values;
    }

    /** Elements of a float64 tensor, row-major. */
    public double[] toDoubles() {
        expect(Dtype.FLOAT64);
        double[] values = new double[Math.toIntExact(elementCount())];
        bytes().asDoubleBuffer().get(values);
        return values;
    }

    /**
     * The elements' memory, little-endian, without a copy where the tensor is contiguous and on the CPU; valid while the
     * tensor is open. Below 2 GiB only.
     */
    public ByteBuffer bytes() {
        return array.toByteBuffer(true).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void expect(Dtype expected) {
        if (dtype != expected) {
            throw new IllegalStateException("The tensor holds " + dtype + ", not " + expected + ".");
        }
    }

    @Override
    public void close() {
        array.close();
    }

    @Override
    public String toString() {
        return dtype + Arrays.toString(shape);
    }
}
