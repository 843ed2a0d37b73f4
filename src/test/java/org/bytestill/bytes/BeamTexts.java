package org.bytestill.bytes;

import java.util.Arrays;
import java.util.Random;

/** Short texts over few bytes, so that tokens repeat: letters, characters of two and four bytes, invalid UTF-8. */
public final class BeamTexts {
    private static final byte[][] PIECES = {{'a'}, {'b'}, {'a', 'b'}, {' '}, {(byte) 0xC3, (byte) 0xA9},
        {(byte) 0xF0, (byte) 0x9F, (byte) 0x99, (byte) 0x82},
        {(byte) 0xFF}, {(byte) 0xC3}, {0}};

    private BeamTexts() {}

    public static byte[] random(Random random, int length) {
        byte[] text = new byte[length + 4];
        int filled = 0;
        while (filled < length) {
            byte[] piece = PIECES[random.nextInt(PIECES.length)];
            System.arraycopy(piece, 0, text, filled, piece.length);
            filled += piece.length;
        }
        return Arrays.copyOf(text, length);
    }
}
