package org.bytestill.text;

/** UTF-8 validation (RFC 3629: no surrogates, no overlong forms). */
public final class Utf8 {
    private Utf8() {}

    /**
     * Length in bytes of the valid character at the offset, or 0 if there is none: a stray continuation byte, a forbidden form, or a
     * character truncated by the end.
     */
    public static int characterLength(byte[] text, int offset, int end) {
        int first = text[offset] & 0xFF;
        if (first < 0x80) {
            return 1;
        }
        int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
        if (first < 0xC2 || first > 0xF4 || offset + length > end) {
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

    /** End of the longest run of valid characters from the offset on; the offset itself if there is none. */
    public static int validEnd(byte[] text, int offset, int end) {
        int position = offset;
        while (position < end) {
            if (text[position] >= 0) {
                position++;
                continue;
            }
            int length = characterLength(text, position, end);
            if (length == 0) {
                break;
            }
            position += length;
        }
        return position;
    }

    /**
     * Whether a byte is possible at the offset: it continues the character that the bytes before have begun, or begins a character if none
     * is incomplete. After invalid bytes a character may begin.
     */
    public static boolean mayFollow(byte[] text, int offset, int value) {
        int start = startOfOpenCharacter(text, offset);
        if (start < offset) {
            byte[] trial = begun(text, start, offset);
            trial[offset - start] = (byte) value;
            return characterLength(trial, 0, trial.length) > offset - start;
        }
        return mayBegin(value);
    }

    /** Start of the character that the end cuts off, so that more bytes may complete it; the end itself if there is none. */
    public static int startOfOpenCharacter(byte[] text, int end) {
        for (int start = end - 1; start >= Math.max(0, end - 3); start--) {
            byte[] trial = begun(text, start, end);
            boolean isBegun = end - start == 1 ? mayBegin(trial[0] & 0xFF) && trial[0] < 0
                    : characterLength(trial, 0, trial.length) > end - start;
            if (isBegun) {
                return start;
            }
        }
        return end;
    }

    /** The bytes from start to end, followed by continuation bytes. */
    private static byte[] begun(byte[] text, int start, int end) {
        byte[] trial = {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80};
        System.arraycopy(text, start, trial, 0, end - start);
        return trial;
    }

    /** True for the bytes of ordinary text: those of valid UTF-8, without control characters other than tab and line ends. */
    static boolean isOfOrdinaryText(int value) {
        boolean isControl = value < 0x20 && value != '\t' && value != '\n' && value != '\r' || value == 0x7F;
        return !isControl && (mayBegin(value) || value < 0xC0);
    }

    private static boolean mayBegin(int value) {
        return value < 0x80 || value >= 0xC2 && value <= 0xF4;
    }

    /** The code point of the valid character at the offset. */
    static int codePointAt(byte[] text, int offset, int length) {
        int first = text[offset] & 0xFF;
        int point = length == 1 ? first : first & (0x7F >> length);
        for (int i = 1; i < length; i++) {
            point = point << 6 | text[offset + i] & 0x3F;
        }
        return point;
    }
}
