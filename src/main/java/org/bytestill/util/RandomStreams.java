package org.bytestill.util;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Seed derivation: independent random streams of a run from one master seed, the name of a stream and a number (an epoch, an update).
 * A stream depends on nothing else, so a new stream changes no other, and a resumed run needs no saved generator state.
 */
public record RandomStreams(long seed) {
    /** The seed of a stream for a number, such as an epoch. */
    public long seedOf(String stream, long number) {
        MessageDigest digest = Sha256.digest();
        digest.update(ByteBuffer.allocate(2 * Long.BYTES).putLong(seed).putLong(number).flip());
        digest.update(stream.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    /** A random permutation of the numbers from 0 to n - 1. */
    public int[] permutation(String stream, long number, int n) {
        int[] order = new int[n];
        long state = seedOf(stream, number);
        for (int i = 0; i < n; i++) {
            // Fisher-Yates shuffle, the inside-out variant.
            state += 0x9E3779B97F4A7C15L;
            int other = (int) Long.remainderUnsigned(mixed(state), i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }

    /** SplitMix64 (Steele, Lea, Flood, 2014), written out because a run must repeat under any Java. */
    private static long mixed(long state) {
        long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
