package org.bytestill.corpus;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import org.bytestill.text.chat.ByteRange;

/**
 * A text in a file, before it is split into documents.
 *
 * @param bytes      the text, from its beginning; closed with its reader
 * @param place      where it is in its file, for messages: empty if it is the file
 * @param offset     byte offset in the file of the text, or of the record that contains it
 * @param supervised the bytes of it that are supervised, in order; none given means all
 */
public record Text(InputStream bytes, String place, long offset, List<ByteRange> supervised) implements TextPart {
    /** A text that is in memory. */
    static Text of(byte[] bytes, String place, long offset, List<ByteRange> supervised) {
        return new Text(new InMemory(bytes), place, offset, supervised);
    }

    /** A stream that gives several bytes at once without room for more than there are: texts may be short and many. */
    private static final class InMemory extends ByteArrayInputStream {
        InMemory(byte[] bytes) {
            super(bytes);
        }

        @Override
        public byte[] readNBytes(int most) {
            byte[] bytes = new byte[Math.min(most, available())];
            read(bytes, 0, bytes.length);
            return bytes;
        }
    }

    /** The supervised bytes of a piece, counted from its beginning. */
    List<ByteRange> supervised(long start, int length) {
        return supervised.isEmpty() ? List.of(new ByteRange(0, length))
                : supervised.stream().filter(range -> range.start() < start + length && range.end() > start)
                        .map(range -> new ByteRange((int) Math.max(0, range.start() - start), (int) Math.min(length, range.end() - start)))
                        .toList();
    }
}
