package org.bytestill.corpus.records.arrow;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.arrow.flatbuf.Message;
import org.bytestill.corpus.records.DataFile;
import org.bytestill.problem.UserError;
import org.jspecify.annotations.Nullable;

/** The messages of an Arrow stream ("Encapsulated message format"): a head, as a flatbuffer, and a body. */
final class ArrowMessages implements Closeable {
    private static final byte[] FILE_MAGIC = {'A', 'R', 'R', 'O', 'W', '1', 0, 0};
    private static final int CONTINUATION = 0xFFFFFFFF;
    private static final int LONGEST_HEAD = 256 << 20;

    private final DataFile file;
    private final DataFile.Content content;
    private final InputStream in;
    private boolean isEnded;
    private boolean hasEnd;

    /** A message. */
    record Part(Message head, byte[] body) {}

    ArrowMessages(DataFile file) throws IOException {
        this.file = file;
        this.content = file.open();
        this.in = new BufferedInputStream(content, 1 << 16);
        in.mark(FILE_MAGIC.length);
        if (!Arrays.equals(in.readNBytes(FILE_MAGIC.length), FILE_MAGIC)) {
            in.reset();
        }
    }

    /** The next message; null after the last. */
    @Nullable
    Part next() throws IOException {
        int size = isEnded ? 0 : headSize();
        if (size == 0) {
            isEnded = true;
            return null;
        }
        if (size < 8 || size > LONGEST_HEAD) {
            throw damaged("a message of " + size + " bytes");
        }
        Message head = Message.getRootAsMessage(ByteBuffer.wrap(bytes(size)).order(ByteOrder.LITTLE_ENDIAN));
        long body = head.bodyLength();
        if (body < 0 || body > Integer.MAX_VALUE - 16) {
            throw UserError.badInput("%s holds a batch of %d bytes, more than can be read at once. Write it again in smaller batches.",
                    file.path(), body);
        }
        return new Part(head, bytes((int) body));
    }

    /** Bytes of the next head; 0 where the stream ends. */
    private int headSize() throws IOException {
        byte[] first = in.readNBytes(4);
        if (first.length == 0) {
            return 0;
        }
        // Before Arrow 0.15 no continuation marker stood before the size.
        int size = number(first) == CONTINUATION ? number(in.readNBytes(4)) : number(first);
        hasEnd = size == 0;
        return size;
    }

    private int number(byte[] bytes) {
        if (bytes.length < 4) {
            throw damaged("it ends in the middle of a message");
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    private byte[] bytes(int size) throws IOException {
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw damaged(String.format("a message of %d bytes has %d", size, bytes.length));
        }
        return bytes;
    }

    UserError damaged(String cause) {
        return UserError.corruptFile("%s is damaged or ends early: it cannot be read as Arrow (%s). Copy or download it again.",
                file.path(),
                cause);
    }

    /** Whether the stream ended with the mark of its end, as all writers of today leave it. */
    boolean hasEnd() {
        return hasEnd;
    }

    double fraction() {
        return content.fraction();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
