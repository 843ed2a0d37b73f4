package org.bytestill.gguf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.bytestill.problem.Check;
import org.bytestill.problem.UserError;
import org.bytestill.util.Progress;

/** Quantizes one tensor of a file that is being written, rows beside one another, and writes it a piece at a time. */
final class TensorWriter {
    /** Elements that one thread quantizes at a time. */
    private static final int ELEMENTS_AT_ONCE = 1 << 16;

    private final String name;
    private final Quantization quantization;
    private final int width;
    private final FileChannel channel;
    private final long before;
    private final long total;
    private final Progress progress;
    private ByteBuffer stored = ByteBuffer.allocate(0);
    private long written;

    /**
     * @param width  elements of a row
     * @param before bytes of the tensors that are written
     * @param total  bytes of all tensors
     */
    TensorWriter(String name, Quantization quantization, int width, FileChannel channel, long before, long total, Progress progress) {
        this.name = name;
        this.quantization = quantization;
        this.width = width;
        this.channel = channel;
        this.before = before;
        this.total = total;
        this.progress = progress;
    }

    /** @param bytes of the tensor as stored */
    void write(GgufWriter.Content content, long bytes) throws IOException {
        content.read(this::accept);
        Check.that(written == bytes, "Tensor \"%s\" was announced with %d bytes and has %d.", name, bytes, written);
    }

    private void accept(float[] rows) throws IOException {
        requireNumbers(rows);
        int bytes = Math.toIntExact(quantization.bytesOf(rows.length));
        if (stored.capacity() < bytes) {
            stored = ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }
        stored.clear().limit(bytes);
        quantize(rows);
        GgufWriter.writeAll(channel, stored);
        written += bytes;
        if (!progress.report(before + written, total)) {
            throw new CancellationException("export");
        }
    }

    private void quantize(float[] rows) {
        if (quantization == Quantization.F32) {
            stored.asFloatBuffer().put(rows);
            return;
        }
        int step = Math.max(1, ELEMENTS_AT_ONCE / width) * width;
        IntStream.range(0, (rows.length + step - 1) / step).parallel().forEach(part -> quantization.write(rows, part * step, stored,
                (int) quantization.bytesOf((long) part * step), Math.min(step, rows.length - part * step)));
    }

    /** A block with an infinite number or none has no scale. */
    private void requireNumbers(float[] rows) {
        for (int i = 0; quantization.blockElements() > 1 && i < rows.length; i++) {
            if (!(Math.abs(rows[i]) <= Float.MAX_VALUE)) {
                throw UserError.badInput("Tensor \"%s\" holds the value %s, which no block of %s can. The training has diverged; "
                        + "choose an earlier checkpoint.", name, rows[i], quantization);
            }
        }
    }
}
