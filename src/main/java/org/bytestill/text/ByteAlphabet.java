package org.bytestill.text;

import org.jspecify.annotations.Nullable;

/**
 * The byte-to-unicode table of byte-level vocabularies (GPT-2's bytes_to_unicode): a printable Latin-1 byte is itself; the other bytes, in
 * order, are the characters from U+0100.
 */
final class ByteAlphabet {
    private static final char[] CHARACTER = new char[256];
    private static final short[] BYTE = new short[512];

    static {
        java.util.Arrays.fill(BYTE, (short) -1);
        char next = 256;
        for (int value = 0; value < 256; value++) {
            boolean printable = value >= '!' && value <= '~' || value >= 0xA1 && value <= 0xAC || value >= 0xAE;
            CHARACTER[value] = printable ? (char) value : next++;
            BYTE[CHARACTER[value]] = (short) value;
        }
    }

    private ByteAlphabet() {}

    static char characterOf(int unsignedByte) {
        return CHARACTER[unsignedByte];
    }

    /** The byte of a character; -1 if it is not in the table. */
    static int byteOf(char character) {
        return character >= BYTE.length || BYTE[character] < 0 ? -1 : BYTE[character];
    }

    /** Decodes the spelling of a token to bytes; null if one of its characters is not in the table. */
    static byte @Nullable [] bytesOf(String spelled) {
        byte[] bytes = new byte[spelled.length()];
        for (int i = 0; i < bytes.length; i++) {
            char character = spelled.charAt(i);
            if (character >= BYTE.length || BYTE[character] < 0) {
                return null;
            }
            bytes[i] = (byte) BYTE[character];
        }
        return bytes;
    }
}
