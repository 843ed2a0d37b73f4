package org.bytestill.bytes.cache;

import java.util.Arrays;
import org.bytestill.bytes.ByteDistribution;

/** The bytes of a distribution, the most probable first. Written for every row of a cache, so that it sorts numbers and makes no objects. */
final class ProbableBytes {
    private static final int BYTE = 0xFF;

    private ProbableBytes() {}

    /**
     * The bytes that are possible, of equal ones the lower first.
     *
     * @param distribution 256 probabilities or more
     */
    static int[] of(double[] distribution) {
        long[] keys = new long[ByteDistribution.BYTES];
        int count = 0;
        for (int value = 0; value < ByteDistribution.BYTES; value++) {
            if (distribution[value] > 0) {
                // Bits of positive numbers are ordered as the numbers are; the lowest eight give way to the byte.
                keys[count++] = -(Double.doubleToRawLongBits(distribution[value]) & ~BYTE) | value;
            }
        }
        Arrays.sort(keys, 0, count);
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = (int) keys[i] & BYTE;
        }
        settle(order, distribution);
        return order;
    }

    /** Puts neighbours right that differ in those eight bits alone: few, and near their places. */
    private static void settle(int[] order, double[] distribution) {
        for (int i = 1; i < order.length; i++) {
            int value = order[i];
            int at = i;
            while (at > 0 && distribution[order[at - 1]] < distribution[value]) {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = value;
        }
    }
}
