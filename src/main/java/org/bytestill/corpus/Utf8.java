package org.bytestill.corpus;

/** Where characters begin and end in bytes that are meant to be UTF-8 but need not be. */
final class Utf8 {
    private Utf8() {}

    /** Length of the well-formed character that begins at the offset (Unicode, table 3-7), or 0 if none does. */
    static int characterLength(byte[] text, int offset) {
        int first = text[offset] & 0xFF;
        if (first < 0x80) {
            return 1;
        }
        int length = first >= 0xC2 && first <= 0xDF ? 2 : first >= 0xE0 && first <= 0xEF ? 3 : first >= 0xF0 && first <= 0xF4 ? 4 : 0;
        if (length == 0 || offset + length > text.length) {
            return 0;
        }
        int second = text[offset + 1] & 0xFF;
        int lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        if (second < lowest || second > highest) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if ((text[offset + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    /** The offset, or the beginning of the character that it would cut in two. */
    static int boundaryAtOrBefore(byte[] text, int offset) {
        for (int start = offset - 1; start >= Math.max(0, offset - 3); start--) {
            if (start + characterLength(text, start) > offset) {
                return start;
            }
        }
        return offset;
    }

    /** Offset of the first byte that is no part of a well-formed character, or -1 if the text is UTF-8. */
    static int firstInvalid(byte[] text) {
        for (int offset = 0; offset < text.length;) {
            int length = characterLength(text, offset);
            if (length == 0) {
                return offset;
            }
            offset += length;
        }
        return -1;
    }
}
