package org.bytestill.gguf;

import java.nio.ByteBuffer;

/** Dequantization of plain floats and of legacy GGUF blocks: 32 small integers with a scale d and maybe a minimum m, in half precision. */
final class Blocks {
    private static final int HALF = 16;

    private Blocks() {}

    static void f32(ByteBuffer in, int at, float[] out, int to) {
        out[to] = in.getFloat(at);
    }

    static void f16(ByteBuffer in, int at, float[] out, int to) {
        out[to] = half(in, at);
    }

    /** The upper half of a float32. */
    static void bf16(ByteBuffer in, int at, float[] out, int to) {
        out[to] = Float.intBitsToFloat(in.getShort(at) << 16);
    }

    /** d; 32 signed bytes. */
    static void q8(ByteBuffer in, int at, float[] out, int to) {
        float d = half(in, at);
        for (int i = 0; i < 2 * HALF; i++) {
            out[to + i] = in.get(at + 2 + i) * d;
        }
    }

    /** d; 16 bytes, the low four bits of each are element i, the high four element 16 + i. */
    static void q4Symmetric(ByteBuffer in, int at, float[] out, int to) {
        float d = half(in, at);
        for (int i = 0; i < HALF; i++) {
            int pair = in.get(at + 2 + i);
            out[to + i] = d * ((pair & 0xF) - 8);
            out[to + HALF + i] = d * ((pair >> 4 & 0xF) - 8);
        }
    }

    /** d; m; 16 bytes. */
    static void q4WithMinimum(ByteBuffer in, int at, float[] out, int to) {
        float d = half(in, at);
        float m = half(in, at + 2);
        for (int i = 0; i < HALF; i++) {
            int pair = in.get(at + 4 + i);
            out[to + i] = d * (pair & 0xF) + m;
            out[to + HALF + i] = d * (pair >> 4 & 0xF) + m;
        }
    }

    /** d; 32 fifth bits; 16 bytes. */
    static void q5Symmetric(ByteBuffer in, int at, float[] out, int to) {
        float d = half(in, at);
        int high = in.getInt(at + 2);
        for (int i = 0; i < HALF; i++) {
            int pair = in.get(at + 6 + i);
            out[to + i] = d * ((pair & 0xF | fifth(high, i)) - 16);
            out[to + HALF + i] = d * ((pair >> 4 & 0xF | fifth(high, HALF + i)) - 16);
        }
    }

    /** d; m; 32 fifth bits; 16 bytes. */
    static void q5WithMinimum(ByteBuffer in, int at, float[] out, int to) {
        float d = half(in, at);
        float m = half(in, at + 2);
        int high = in.getInt(at + 4);
        for (int i = 0; i < HALF; i++) {
            int pair = in.get(at + 8 + i);
            out[to + i] = d * (pair & 0xF | fifth(high, i)) + m;
            out[to + HALF + i] = d * (pair >> 4 & 0xF | fifth(high, HALF + i)) + m;
        }
    }

    private static int fifth(int high, int element) {
        return (high >>> element & 1) << 4;
    }

    /** IEEE 754 half precision; exact. */
    static float half(ByteBuffer in, int at) {
        int half = in.getShort(at);
        int sign = half & 0x8000;
        int exponent = half >> 10 & 0x1F;
        int fraction = half & 0x3FF;
        if (exponent == 0) {
            float tiny = fraction * 0x1p-24f;
            return sign == 0 ? tiny : -tiny;
        }
        int widened = exponent == 0x1F ? 0xFF : exponent - 15 + 127;
        return Float.intBitsToFloat(sign << 16 | widened << 23 | fraction << 13);
    }
}
