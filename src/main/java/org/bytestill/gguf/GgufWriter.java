package org.bytestill.gguf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.bytestill.util.Progress;

/**
 * Writes a GGUF file of version 3: keys and tensors are added in the file's order, then written, each tensor quantized while it is read,
 * so that memory holds a piece of one. The file is synced before {@link #write} returns; making it appear at once is the caller's renaming.
 */
public final class GgufWriter {
    private static final int MAGIC = 'G' | 'G' << 8 | 'U' << 16 | 'F' << 24;
    private static final int VERSION = 3;
    private static final int ALIGNMENT = 32;
    /** Numbers of the types of values in files. */
    private static final int UINT32 = 4;
    private static final int INT32 = 5;
    private static final int FLOAT32 = 6;
    private static final int BOOL = 7;
    private static final int STRING = 8;
    private static final int ARRAY = 9;

    private final Bytes keys = new Bytes();
    private final List<Item> tensors = new ArrayList<>();
    private int keyCount;

    private record Item(String name, Quantization quantization, long[] shape, Content content) {
        long bytes() {
            return quantization.bytesOf(Arrays.stream(shape).reduce(1, Math::multiplyExact));
        }
    }

    /** The numbers of a tensor. */
    @FunctionalInterface
    public interface Content {
        /** Gives them to the sink from the first to the last, whole rows at a time. */
        void read(Sink sink) throws IOException;
    }

    /** Takes the numbers of a tensor. */
    @FunctionalInterface
    public interface Sink {
        /** @param rows whole rows, the next of the tensor */
        void accept(float[] rows) throws IOException;
    }

    /** Little-endian bytes that grow. */
    private static final class Bytes {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        private Bytes add(ByteBuffer values) {
            out.write(values.array(), 0, values.limit());
            return this;
        }

        Bytes int32(int value) {
            return add(buffer(4).putInt(0, value));
        }

        Bytes int64(long value) {
            return add(buffer(8).putLong(0, value));
        }

        Bytes text(String value) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            int64(bytes.length);
            return add(ByteBuffer.wrap(bytes));
        }

        void writeTo(FileChannel channel) throws IOException {
            writeAll(channel, ByteBuffer.wrap(out.toByteArray()));
        }

        int size() {
            return out.size();
        }
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private Bytes key(String name, int type) {
        keyCount++;
        return keys.text(name).int32(type);
    }

    private Bytes array(String name, int type, int length) {
        return key(name, ARRAY).int32(type).int64(length);
    }

    public GgufWriter text(String key, String value) {
        key(key, STRING).text(value);
        return this;
    }

    /** A whole number that is not negative. */
    public GgufWriter whole(String key, int value) {
        key(key, UINT32).int32(value);
        return this;
    }

    /** A float32. */
    public GgufWriter real(String key, double value) {
        key(key, FLOAT32).int32(Float.floatToRawIntBits((float) value));
        return this;
    }

    public GgufWriter flag(String key, boolean value) {
        key(key, BOOL).add(ByteBuffer.wrap(new byte[] {(byte) (value ? 1 : 0)}));
        return this;
    }

    public GgufWriter texts(String key, List<String> values) {
        Bytes array = array(key, STRING, values.size());
        values.forEach(array::text);
        return this;
    }

    public GgufWriter wholes(String key, int... values) {
        ByteBuffer elements = buffer(4 * values.length);
        elements.asIntBuffer().put(values);
        array(key, INT32, values.length).add(elements);
        return this;
    }

    public GgufWriter reals(String key, float... values) {
        ByteBuffer elements = buffer(4 * values.length);
        elements.asFloatBuffer().put(values);
        array(key, FLOAT32, values.length).add(elements);
        return this;
    }

    /**
     * Adds a tensor.
     *
     * @param shape row-major; the last dimension is a multiple of the blocks
     */
    public GgufWriter tensor(String name, Quantization quantization, long[] shape, Content content) {
        tensors.add(new Item(name, quantization, shape.clone(), content));
        return this;
    }

    /** Bytes of all tensors as they will be stored, without what lies between them. */
    public long tensorBytes() {
        return tensors.stream().mapToLong(Item::bytes).sum();
    }

    /**
     * Writes the file anew.
     *
     * @param progress is told how many bytes of tensors are written
     * @throws CancellationException if the progress says stop
     */
    public void write(Path file, Progress progress) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            Bytes start = new Bytes().int32(MAGIC).int32(VERSION).int64(tensors.size()).int64(keyCount);
            start.writeTo(channel);
            keys.writeTo(channel);
            descriptors().writeTo(channel);
            pad(channel);
            long done = 0;
            for (Item tensor : tensors) {
                new TensorWriter(tensor.name(), tensor.quantization(), (int) tensor.shape()[tensor.shape().length - 1], channel, done,
                        tensorBytes(), progress).write(tensor.content(), tensor.bytes());
                done += tensor.bytes();
                pad(channel);
            }
            channel.force(true);
        }
    }

    private Bytes descriptors() {
        Bytes descriptors = new Bytes();
        long place = 0;
        for (Item tensor : tensors) {
            descriptors.text(tensor.name()).int32(tensor.shape().length);
            for (int i = tensor.shape().length - 1; i >= 0; i--) {
                descriptors.int64(tensor.shape()[i]);
            }
            descriptors.int32(tensor.quantization().type()).int64(place);
            place = padded(place + tensor.bytes());
        }
        return descriptors;
    }

    private static long padded(long bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private static void pad(FileChannel channel) throws IOException {
        writeAll(channel, ByteBuffer.allocate((int) (padded(channel.position()) - channel.position())));
    }

    static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
