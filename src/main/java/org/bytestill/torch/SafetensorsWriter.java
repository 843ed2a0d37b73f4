package org.bytestill.torch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytestill.problem.Check;
import org.bytestill.problem.UserError;

/**
 * Writes a safetensors file: tensors are added by name, then streamed in that order, so that memory holds one piece of
 * one tensor. The file is synced before {@link #write} returns; making it appear at once is the caller's renaming.
 */
public final class SafetensorsWriter {
    /** Size of the pieces in which a large tensor is written. */
    private static final long PIECE_BYTES = 64L << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Item> items = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    private record Item(Dtype dtype, long[] shape, long bytes, Content content) {}

    @FunctionalInterface
    private interface Content {
        void writeTo(FileChannel channel) throws IOException;
    }

    /** A tensor that is read when its turn comes. */
    @FunctionalInterface
    public interface LateTensor {
        /** Gives its elements to the sink from the first to the last, some at a time. */
        void read(Sink sink) throws IOException;
    }

    /** Takes the elements of a tensor. */
    @FunctionalInterface
    public interface Sink {
        /** @param elements the next ones; their number format is converted to that of the file */
        void accept(Tensor elements) throws IOException;
    }

    public SafetensorsWriter metadata(String key, String value) {
        metadata.put(key, value);
        return this;
    }

    /** Adds a tensor in its own number format; it must stay open until {@link #write}. */
    public SafetensorsWriter add(String name, Tensor tensor) {
        return add(name, tensor, tensor.dtype());
    }

    /** Adds a tensor that is converted while it is written. */
    public SafetensorsWriter add(String name, Tensor tensor, Dtype dtype) {
        long bytes = tensor.elementCount() * dtype.bytes();
        items.put(name, new Item(dtype, tensor.shape(), bytes, channel -> writePieces(channel, tensor, dtype)));
        return this;
    }

    /** Adds a tensor that is read and converted while it is written, so that memory holds a piece of one at a time. */
    public SafetensorsWriter add(String name, long[] shape, Dtype dtype, LateTensor tensor) {
        long bytes = Arrays.stream(shape).reduce(dtype.bytes(), Math::multiplyExact);
        items.put(name, new Item(dtype, shape.clone(), bytes, channel -> {
            long start = channel.position();
            tensor.read(elements -> writePieces(channel, elements, dtype));
            Check.that(channel.position() - start == bytes, "Tensor \"%s\" was announced with %d bytes and has %d.", name, bytes,
                    channel.position() - start);
        }));
        return this;
    }

    public SafetensorsWriter add(String name, float[] values, long... shape) {
        ByteBuffer buffer = buffer(4L * values.length);
        buffer.asFloatBuffer().put(values);
        return add(name, Dtype.FLOAT32, buffer, shape);
    }

    public SafetensorsWriter add(String name, long[] values, long... shape) {
        ByteBuffer buffer = buffer(8L * values.length);
        buffer.asLongBuffer().put(values);
        return add(name, Dtype.INT64, buffer, shape);
    }

    /** Adds little-endian bytes as they are. */
    public SafetensorsWriter add(String name, Dtype dtype, ByteBuffer bytes, long... shape) {
        ByteBuffer content = bytes.duplicate();
        items.put(name, new Item(dtype, shape.clone(), content.remaining(), channel -> writeFully(channel, content.duplicate())));
        return this;
    }

    private static ByteBuffer buffer(long bytes) {
        return ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Writes and syncs the file, replacing what is there. Throws UserError if the disk does not take it; no part of the file is left then. */
    public void write(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            byte[] header = header();
            ByteBuffer start = buffer(8L + header.length);
            start.putLong(header.length).put(header).flip();
            writeFully(channel, start);
            for (Item item : items.values()) {
                item.content().writeTo(channel);
            }
            channel.force(true);
        } catch (IOException e) {
            deletePart(file, e);
            throw UserError.disk("%s cannot be written: %s. Free space or choose another folder.", file, e.getMessage()).causedBy(e);
        }
    }

    private static void deletePart(Path file, IOException cause) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private byte[] header() throws JsonProcessingException {
        ObjectNode root = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            metadata.forEach(root.putObject("__metadata__")::put);
        }
        long offset = 0;
        for (Map.Entry<String, Item> item : items.entrySet()) {
            ObjectNode node = root.putObject(item.getKey());
            node.put("dtype", item.getValue().dtype().safetensorsName());
            var shape = node.putArray("shape");
            for (long size : item.getValue().shape()) {
                shape.add(size);
            }
            node.putArray("data_offsets").add(offset).add(offset + item.getValue().bytes());
            offset += item.getValue().bytes();
        }
        String text = JSON.writeValueAsString(root);
        // Padded so that the data starts at a multiple of 8 and can be mapped as any number format.
        int padding = (8 - text.getBytes(StandardCharsets.UTF_8).length % 8) % 8;
        return (text + " ".repeat(padding)).getBytes(StandardCharsets.UTF_8);
    }

    private static void writePieces(FileChannel channel, Tensor tensor, Dtype dtype) throws IOException {
        for (long[] piece : pieces(tensor, dtype)) {
            try (Scope scope = Scope.open("write", Device.CPU)) {
                Tensor rows = tensor.shape().length == 0 ? tensor : TensorOps.rows(scope, tensor, piece[0], piece[1]);
                writeFully(channel, TensorOps.to(scope, rows, dtype).bytes());
            }
        }
    }

    private static List<long[]> pieces(Tensor tensor, Dtype dtype) {
        if (tensor.shape().length == 0) {
            return List.of(new long[] {0, 1});
        }
        long rows = tensor.size(0);
        long rowBytes = rows == 0 ? 1 : Math.max(1, tensor.elementCount() / rows * dtype.bytes());
        long rowsAtOnce = Math.max(1, PIECE_BYTES / rowBytes);
        List<long[]> pieces = new ArrayList<>();
        for (long start = 0; start < rows; start += rowsAtOnce) {
            pieces.add(new long[] {start, Math.min(rows, start + rowsAtOnce)});
        }
        return pieces;
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
