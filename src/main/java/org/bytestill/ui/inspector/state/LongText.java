package org.bytestill.ui.inspector.state;

import java.util.Arrays;

/**
 * A text longer than is analysed at once. Pieces of it are looked at, each cut where a line ends if one ends nearby, else between
 * two characters.
 *
 * @param bytes the whole text
 */
public record LongText(byte[] bytes) {
    /** Longest text that is opened, in bytes. */
    static final int MOST = 1 << 20;
    /** How far a cut moves for the end of a line. */
    private static final int REACH = 4096;
    /** Bytes before one that is gone to: with the bytes at which a reading is first answered they make little to wait for. */
    private static final int BEFORE = 1024;

    /**
     * What of the text is looked at: the bytes from {@code start} to before {@code end}.
     *
     * @param of the whole
     */
    public record Piece(LongText of, int start, int end) {
        byte[] bytes() {
            return Arrays.copyOfRange(of.bytes, start, end);
        }

        boolean holds(int place) {
            return place >= start && place < end;
        }

        public boolean isFirst() {
            return start == 0;
        }

        public boolean isLast() {
            return end == of.bytes.length;
        }

        public Piece next() {
            return isLast() ? this : of.from(end);
        }

        public Piece previous() {
            return isFirst() ? this : of.upTo(start);
        }
    }

    /**
     * A piece with a byte near its beginning: so much is before it that the models know what the text is about, and not more, because a
     * piece is read from its beginning and somebody waits for this byte.
     */
    public Piece around(int offset) {
        int start = Math.max(0, offset - BEFORE);
        return from(start == 0 ? 0 : Math.min(cutAfter(start, start + BEFORE / 2), offset));
    }

    /** Where these bytes stand next from a place on, round at the end; -1 if they stand nowhere. */
    static int find(byte[] text, byte[] wanted, int from) {
        int places = text.length - wanted.length + 1;
        for (int i = 0; i < places && wanted.length > 0; i++) {
            int at = Math.floorMod(from + i, places);
            if (Arrays.equals(text, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }

    private Piece from(int start) {
        int most = Math.min(bytes.length, start + InspectorViewModel.LONGEST_TEXT);
        return new Piece(this, start, most == bytes.length ? most : cutBefore(most));
    }

    private Piece upTo(int end) {
        int least = Math.max(0, end - InspectorViewModel.LONGEST_TEXT);
        return new Piece(this, least == 0 ? 0 : cutAfter(least, least + REACH), end);
    }

    /** The first place from here on where a line begins, or a character if none is near. */
    private int cutAfter(int from, int reach) {
        for (int at = from; at < Math.min(bytes.length, reach); at++) {
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
