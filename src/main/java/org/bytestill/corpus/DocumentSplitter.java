package org.bytestill.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.bytestill.text.Utf8;

/**
 * Splits a text into consecutive documents of limited length, at the end of a line or a word, never inside a character. It
 * reads ahead only to the end of the document and of its last character.
 */
final class DocumentSplitter {
    /** Bytes after a place that tell whether it lies inside a character. */
    static final int LOOK_AHEAD = 3;

    private final int limit;
    private InputStream text;
    /** What was read of the text and not yet given. */
    private byte[] window;
    private long position;
    private boolean isCut;

    /** @param limit longest piece, in bytes; at least 4, the longest character */
    DocumentSplitter(int limit) {
        this.limit = limit;
    }

    /** Begins a text. */
    void start(InputStream bytes) {
        text = bytes;
        window = new byte[0];
        position = 0;
        isCut = false;
    }

    /**
     * The next piece; an empty one after the last.
     *
     * @param atMost longest piece wanted now, in bytes; one that is shortened by it is the last
     */
    byte[] next(long atMost) throws IOException {
        if (isCut) {
            return new byte[0];
        }
        fill();
        int whole = window.length <= limit ? window.length : end(window, limit);
        int end = whole <= atMost ? whole : end(window, (int) atMost);
        isCut = end < whole;
        byte[] piece = end == window.length ? window : Arrays.copyOf(window, end);
        window = Arrays.copyOfRange(window, end, window.length);
        position += end;
        return piece;
    }

    /** Bytes of the text that were given so far. */
    long position() {
        return position;
    }

    /** Whether the text went on where a piece had to end. */
    boolean isCut() {
        return isCut;
    }

    private void fill() throws IOException {
        int wanted = (int) Math.min((long) limit + LOOK_AHEAD, Integer.MAX_VALUE - 16);
        byte[] more = text.readNBytes(wanted - window.length);
        int held = window.length;
        if (held == 0) {
            window = more;
            return;
        }
        window = Arrays.copyOf(window, held + more.length);
        System.arraycopy(more, 0, window, held, more.length);
    }

    /**
     * Best end of a document at or before {@code latest}: after a line in the latter half; else after a word; else after a
     * character.
     */
    private static int end(byte[] text, int latest) {
        for (int end = latest; end > latest / 2; end--) {
            if (text[end - 1] == '\n') {
                return end;
            }
        }
        for (int end = latest; end > 0; end--) {
            if (text[end - 1] == ' ' || text[end - 1] == '\t' || text[end - 1] == '\n') {
                return end;
            }
        }
        return boundaryAtOrBefore(text, latest);
    }

    /** The offset, or the beginning of the character in which it lies. */
    static int boundaryAtOrBefore(byte[] text, int offset) {
        for (int start = offset - 1; start >= Math.max(0, offset - LOOK_AHEAD); start--) {
            if (start + Utf8.characterLength(text, start, text.length) > offset) {
                return start;
            }
        }
        return offset;
    }
}
