package org.bytestill.corpus;

import java.util.Arrays;
import org.bytestill.text.Utf8;

/** Finds the first byte of a stream that is not UTF-8, seeing the stream in pieces that may cut characters. */
final class Utf8Check {
    private static final int LONGEST_CHARACTER = 4;

    /** The bytes that are not yet judged, fewer than the longest character has. */
    private byte[] open = {};
    private long judged;
    private long invalidAt = -1;
    private int invalidByte;

    /** The next bytes of the stream. */
    void add(byte[] bytes, int offset, int length) {
        if (invalidAt >= 0) {
            return;
        }
        byte[] all = Arrays.copyOf(open, open.length + length);
        System.arraycopy(bytes, offset, all, open.length, length);
        int valid = Utf8.validEnd(all, 0, all.length);
        judged += valid;
        open = Arrays.copyOfRange(all, valid, all.length);
        if (open.length >= LONGEST_CHARACTER) {
            end();
        }
    }

    /** The stream ends here: a character that is begun is not one. */
    void end() {
        if (invalidAt < 0 && open.length > 0) {
            invalidAt = judged;
            invalidByte = open[0] & 0xFF;
            open = new byte[0];
        }
    }

    /** Offset of the first byte that belongs to no character; -1 if there is none so far. */
    long invalidAt() {
        return invalidAt;
    }

    /** That byte, 0 to 255. */
    int invalidByte() {
        return invalidByte;
    }
}
