package org.bytestill.gguf;

import java.nio.ByteBuffer;

/**
 * Quantization of plain floats and of legacy GGUF blocks, the inverse of {@link Blocks}. As llama.cpp's reference defines them: the same
 * operations in float32 in the same order, so that the results are equal bit for bit.
 */
final class QuantizedBlocks {
    private static final int HALF = 16;
    private static final int WHOLE = 2 * HALF;
    /** Largest of a signed byte. */
    private static final int LARGEST = 127;

    private QuantizedBlocks() {}

    static void f32(float[] in, int from, ByteBuffer out, int at) {
        out.putFloat(at, in[from]);
    }

    static void f16(float[] in, int from, ByteBuffer out, int at) {
        out.putShort(at, HalfFloat.of(in[from]));
    }

    static void bf16(float[] in, int from, ByteBuffer out, int at) {
        out.putShort(at, HalfFloat.upper(in[from]));
    }

    /** The largest absolute value becomes 127. */
    static void q8(float[] in, int from, ByteBuffer out, int at) {
        float d = Math.abs(largest(in, from)) / LARGEST;
        float inverse = d == 0 ? 0 : 1 / d;
        out.putShort(at, HalfFloat.of(d));
        for (int i = 0; i < WHOLE; i++) {
            out.put(at + 2 + i, (byte) awayFromZero(in[from + i] * inverse));
        }
    }

    /** To nearest, ties away from zero; the sum is exact. */
    private static int awayFromZero(float value) {
        int magnitude = (int) (Math.abs((double) value) + 0.5);
        return value < 0 ? -magnitude : magnitude;
    }

    /** The value that is largest, whatever its sign, becomes -8. */
    static void q4(float[] in, int from, ByteBuffer out, int at) {
        float d = largest(in, from) / -8;
        float inverse = d == 0 ? 0 : 1 / d;
        out.putShort(at, HalfFloat.of(d));
        for (int i = 0; i < HALF; i++) {
            int low = level(in[from + i] * inverse, 8);
            int high = level(in[from + HALF + i] * inverse, 8);
            out.put(at + 2 + i, (byte) (low | high << 4));
        }
    }

    /** The value that is largest becomes -16; fifth bits lie apart. */
    static void q5(float[] in, int from, ByteBuffer out, int at) {
        float d = largest(in, from) / -16;
        float inverse = d == 0 ? 0 : 1 / d;
        out.putShort(at, HalfFloat.of(d));
        int fifth = 0;
        for (int i = 0; i < HALF; i++) {
            int low = level(in[from + i] * inverse, 16);
            int high = level(in[from + HALF + i] * inverse, 16);
            out.put(at + 6 + i, (byte) (low & 0xF | (high & 0xF) << 4));
            fifth |= low >> 4 << i | high >> 4 << HALF + i;
        }
        out.putInt(at + 2, fifth);
    }

    /** From -zero to zero - 1, counted from 0. */
    private static int level(float scaled, int zero) {
        return Math.min(2 * zero - 1, (int) (scaled + (zero + 0.5f)));
    }

    /** The first of the values with the largest magnitude. */
    private static float largest(float[] in, int from) {
        float magnitude = 0;
        float largest = 0;
        for (int i = from; i < from + WHOLE; i++) {
            if (magnitude < Math.abs(in[i])) {
                magnitude = Math.abs(in[i]);
                largest = in[i];
            }
        }
        return largest;
    }
}
