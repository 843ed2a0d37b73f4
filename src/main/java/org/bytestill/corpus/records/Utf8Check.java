package org.bytestill.corpus.records;

import java.util.Arrays;
import org.bytestill.text.Utf8;

/** UTF-8 validation: finds the first invalid byte of a stream, which arrives in pieces that may split characters. */
public final class Utf8Check {
    private static final int LONGEST_CHARACTER = 4;

    /** The bytes not yet checked, fewer than the longest character has. */
    private byte[] open = {};
    private long judged;
    private long invalidAt = -1;
    private int invalidByte;

    /** The next bytes of the stream. */
    public void add(byte[] bytes, int offset, int length) {
        if (invalidAt >= 0) {
            return;
        }
        byte[] all = Arrays.copyOf(open, open.length + length);
        System.arraycopy(bytes, offset, all, open.length, length);
        int valid = Utf8.validEnd(all, 0, all.length);
        judged += valid;
        open = Arrays.copyOfRange(all, valid, all.length);
        if (open.length > 0 && !mayBecomeCharacter()) {
            end();
        }
    }

    /** Whether the open bytes are the beginning of a character. */
    private boolean mayBecomeCharacter() {
        int first = open[0] & 0xFF;
        if (open.length == 1) {
            return first >= 0xC2 && first <= 0xF4;
        }
        byte[] filled = {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80};
        System.arraycopy(open, 0, filled, 0, Math.min(open.length, LONGEST_CHARACTER));
        return open.length < LONGEST_CHARACTER && Utf8.characterLength(filled, 0, LONGEST_CHARACTER) > open.length;
    }

    /** Ends the stream: an incomplete character is invalid. */
    public void end() {
        if (invalidAt < 0 && open.length > 0) {
            invalidAt = judged;
            invalidByte = open[0] & 0xFF;
            open = new byte[0];
        }
    }

    /** Offset of the first byte that belongs to no character; -1 if there is none so far. */
    public long invalidAt() {
        return invalidAt;
    }

    /** That byte, 0 to 255. */
    public int invalidByte() {
        return invalidByte;
    }
}
