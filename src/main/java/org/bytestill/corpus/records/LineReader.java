package org.bytestill.corpus.records;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a stream of bytes, without their line feeds; only one line is in memory. */
final class LineReader {
    /** Bytes of the longest line: what an array holds, with room to grow. */
    static final int LONGEST = 1 << 30;

    /** A line that no array holds. */
    static final class TooLong extends IOException {}

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;
    private long offset;
    private long nextOffset;
    private long number;

    LineReader(InputStream in) {
        this.in = in;
    }

    /** The next line; null after the last. */
    byte @Nullable [] next() throws IOException {
        if (!fill()) {
            return null;
        }
        int within = lineFeed();
        if (within < end) {
            byte[] whole = Arrays.copyOfRange(buffer, start, within);
            start = within + 1;
            begin(whole.length + 1);
            return whole;
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean ended = false;
        while (!ended && fill()) {
            int feed = lineFeed();
            if (line.size() + feed - start > LONGEST) {
                throw new TooLong();
            }
            line.write(buffer, start, feed - start);
            ended = feed < end;
            start = ended ? feed + 1 : end;
        }
        begin(line.size() + (ended ? 1 : 0));
        return line.toByteArray();
    }

    /** Counts a line of so many bytes. */
    private void begin(int bytes) {
        offset = nextOffset;
        nextOffset += bytes;
        number++;
    }

    /** Byte offset of the line from the beginning of the stream. */
    long offset() {
        return offset;
    }

    /** Number of the line, from 1; before the first, and in a stream without lines, 0. */
    long number() {
        return number;
    }

    /** Whether the buffer holds a byte, after reading more if it held none. */
    private boolean fill() throws IOException {
        if (start == end) {
            start = 0;
            end = Math.max(0, in.read(buffer));
        }
        return start < end;
    }

    private int lineFeed() {
        int position = start;
        while (position < end && buffer[position] != '\n') {
            position++;
        }
        return position;
    }
}
