package org.bytestill.objective.mined;

import java.util.Arrays;

/**
 * The Levenshtein distance of byte strings from one that is given, by bit-parallel dynamic programming (Myers 1999): a column of the table is
 * a few words.
 */
final class EditDistance {
    private final byte[] pattern;
    private final int words;
    /** Where each byte stands in the pattern, a bit a place; 256 x words. */
    private final long[] places;

    EditDistance(byte[] pattern) {
        this.pattern = pattern;
        this.words = (pattern.length + 63) / 64;
        this.places = new long[256 * Math.max(1, words)];
        for (int i = 0; i < pattern.length; i++) {
            places[(pattern[i] & 0xFF) * words + i / 64] |= 1L << i;
        }
    }

    /** The number of bytes to insert, delete or replace. */
    int to(byte[] text) {
        if (pattern.length == 0 || text.length == 0) {
            return pattern.length + text.length;
        }
        long[] up = new long[words];
        Arrays.fill(up, -1);
        long[] down = new long[words];
        int distance = pattern.length;
        for (byte value : text) {
            distance += column(value & 0xFF, up, down);
        }
        return distance;
    }

    /** One more byte of the text: changes the vertical differences, and gives the change of the last row. */
    private int column(int value, long[] up, long[] down) {
        int carry = 1; // the first row counts the bytes of the text
        for (int word = 0; word < words; word++) {
            long equal = places[value * words + word];
            long vertical = equal | down[word];
            long entered = carry < 0 ? equal | 1 : equal;
            long diagonal = (entered & up[word]) + up[word] ^ up[word] | entered;
            long rises = down[word] | ~(diagonal | up[word]);
            long falls = up[word] & diagonal;
            int top = word == words - 1 ? (pattern.length - 1) % 64 : 63;
            int out = (int) (rises >>> top & 1) - (int) (falls >>> top & 1);
            rises = rises << 1 | (carry > 0 ? 1 : 0);
            falls = falls << 1 | (carry < 0 ? 1 : 0);
            up[word] = falls | ~(vertical | rises);
            down[word] = rises & vertical;
            carry = out;
        }
        return carry;
    }
}
