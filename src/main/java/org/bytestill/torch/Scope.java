package org.bytestill.torch;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;

/** Owns the tensors made in it: closing it frees them all. Not for use by several threads at once. */
public final class Scope implements AutoCloseable {
    private final PtNDManager manager;
    private final Device device;

    private Scope(PtNDManager manager, Device device) {
        this.manager = manager;
        this.device = device;
    }

    /** A scope of its own on the device. */
    public static Scope open(String name, Device device) {
        TorchThread.startEngine();
        NDManager manager = NDManager.newBaseManager(device.djl(), "PyTorch");
        manager.setName(name);
        return new Scope((PtNDManager) manager, device);
    }

    /** A scope inside this one; it is closed with this one at the latest. */
    public Scope inner(String name) {
        NDManager inner = manager.newSubManager();
        inner.setName(name);
        return new Scope((PtNDManager) inner, device);
    }

    public Device device() {
        return device;
    }

    PtNDManager manager() {
        return manager;
    }

    public Tensor of(float[] values, long... shape) {
        return create(FloatBuffer.wrap(values), DataType.FLOAT32, shape);
    }

    /** The numbers 0 to {@code count - 1} as float32: the positions of a text. */
    public Tensor numbers(int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = i;
        }
        return of(numbers, count);
    }

    public Tensor of(double[] values, long... shape) {
        return create(DoubleBuffer.wrap(values), DataType.FLOAT64, shape);
    }

    public Tensor of(long[] values, long... shape) {
        return create(LongBuffer.wrap(values), DataType.INT64, shape);
    }

    public Tensor of(int[] values, long... shape) {
        return create(IntBuffer.wrap(values), DataType.INT32, shape);
    }

    /** Bytes as uint8. */
    public Tensor of(byte[] values, long... shape) {
        ByteBuffer direct = ByteBuffer.allocateDirect(values.length).put(values).rewind();
        return create(direct, DataType.UINT8, shape);
    }

    private Tensor create(Buffer values, DataType dataType, long... shape) {
        return new Tensor(manager.create(values, new Shape(shape), dataType), device);
    }

    @Override
    public void close() {
        manager.close();
    }
}
