package org.bytestill.ui.inspector;

import java.util.Arrays;

/**
 * A text longer than is analysed at once. Pieces of it are looked at, each cut where a line ends if one ends nearby, else between
 * two characters.
 *
 * @param bytes the whole text
 */
record LongText(byte[] bytes) {
    /** Longest text that is opened, in bytes. */
    static final int MOST = 1 << 20;
    /** How far a cut moves for the end of a line. */
    private static final int REACH = 4096;

    /**
     * What of the text is looked at: the bytes from {@code start} to before {@code end}.
     *
     * @param of the whole
     */
    record Piece(LongText of, int start, int end) {
        byte[] bytes() {
            return Arrays.copyOfRange(of.bytes, start, end);
        }

        boolean isFirst() {
            return start == 0;
        }

        boolean isLast() {
            return end == of.bytes.length;
        }

        Piece next() {
            return isLast() ? this : of.from(end);
        }

        Piece previous() {
            return isFirst() ? this : of.upTo(start);
        }
    }

    /** The piece with a byte in its middle, as far as the text has enough on both sides. */
    Piece around(int offset) {
        int start = Math.max(0, Math.min(offset - InspectorViewModel.LONGEST_TEXT / 2, bytes.length - InspectorViewModel.LONGEST_TEXT));
        return from(start == 0 ? 0 : Math.min(cutAfter(start), offset));
    }

    private Piece from(int start) {
        int most = Math.min(bytes.length, start + InspectorViewModel.LONGEST_TEXT);
        return new Piece(this, start, most == bytes.length ? most : cutBefore(most));
    }

    private Piece upTo(int end) {
        int least = Math.max(0, end - InspectorViewModel.LONGEST_TEXT);
        return new Piece(this, least == 0 ? 0 : cutAfter(least), end);
    }

    /** The first place from here on where a line begins, or a character if none is near. */
    private int cutAfter(int from) {
        for (int at = from; at < Math.min(bytes.length, from + REACH); at++) {
            if (bytes[at - 1] == '\n') {
                return at;
            }
        }
        int at = from;
        while (at < Math.min(bytes.length, from + 3) && continues(at)) {
            at++;
        }
        return at;
    }

    /** The last place up to here where a line begins, or a character if none is near. */
    private int cutBefore(int to) {
        for (int at = to; at > to - REACH; at--) {
            if (bytes[at - 1] == '\n') {
                return at;
            }
        }
        int at = to;
        while (at > to - 3 && continues(at)) {
            at--;
        }
        return at;
    }

    /** Whether a byte belongs to the character before it. */
    private boolean continues(int at) {
        return (bytes[at] & 0xC0) == 0x80;
    }
}
