package org.bytestill.gguf;

import java.nio.ByteBuffer;

/** Dequantization of the K-quants: super-blocks of 256 elements in groups whose scales are integers times one half-precision scale. */
final class SuperBlocks {
    private static final int GROUP = 32;
    private static final int SCALES = 4;
    private static final int AFTER_SCALES = 16;

    private SuperBlocks() {}

    /** d; dmin; 12 bytes of scales and minima; 128 bytes: of each 32, the low four bits are one group, the high four the next. */
    static void q4(ByteBuffer in, int at, float[] out, int to) {
        float d = Blocks.half(in, at);
        float dMinimum = Blocks.half(in, at + 2);
        for (int group = 0; group < 8; group++) {
            float scale = d * scale(in, at + SCALES, group);
            float minimum = dMinimum * minimum(in, at + SCALES, group);
            int from = at + AFTER_SCALES + group / 2 * GROUP;
            int shift = group % 2 * 4;
            for (int i = 0; i < GROUP; i++) {
                out[to + group * GROUP + i] = scale * (in.get(from + i) >> shift & 0xF) - minimum;
            }
        }
    }

    /** As {@link #q4}, with 32 bytes of fifth bits between scales and low bits: bit g of byte i belongs to element i of group g. */
    static void q5(ByteBuffer in, int at, float[] out, int to) {
        float d = Blocks.half(in, at);
        float dMinimum = Blocks.half(in, at + 2);
        int high = at + AFTER_SCALES;
        for (int group = 0; group < 8; group++) {
            float scale = d * scale(in, at + SCALES, group);
            float minimum = dMinimum * minimum(in, at + SCALES, group);
            int from = high + GROUP + group / 2 * GROUP;
            int shift = group % 2 * 4;
            for (int i = 0; i < GROUP; i++) {
                int value = in.get(from + i) >> shift & 0xF | (in.get(high + i) >> group & 1) << 4;
                out[to + group * GROUP + i] = scale * value - minimum;
            }
        }
    }

    /**
     * 128 bytes of low four bits, 64 of high two, 16 signed scales, d. The halves of 128 elements follow each other; in
     * each, group g of 32 takes its low bits from byte (g mod 2) x 32 + i, nibble g / 2, and its high bits from byte i.
     */
    static void q6(ByteBuffer in, int at, float[] out, int to) {
        float d = Blocks.half(in, at + 208);
        for (int group = 0; group < 8; group++) {
            int inHalf = group % 4;
            int low = at + group / 4 * 64 + inHalf % 2 * GROUP;
            int lowShift = inHalf / 2 * 4;
            int high = at + 128 + group / 4 * GROUP;
            int highShift = inHalf * 2;
            for (int i = 0; i < GROUP; i++) {
                int value = (in.get(low + i) >> lowShift & 0xF | (in.get(high + i) >> highShift & 3) << 4) - 32;
                float scale = d * in.get(at + 192 + (group * GROUP + i) / 16);
                out[to + group * GROUP + i] = scale * value;
            }
        }
    }

    /** A 6-bit scale: groups 0 to 3 in one byte each; groups 4 to 7 have 4 bits in the last bytes and 2 in the top bits of the first. */
    static int scale(ByteBuffer in, int scales, int group) {
        return group < 4 ? in.get(scales + group) & 0x3F : in.get(scales + 4 + group) & 0xF | in.get(scales + group - 4) >> 2 & 0x30;
    }

    static int minimum(ByteBuffer in, int scales, int group) {
        return group < 4 ? in.get(scales + 4 + group) & 0x3F : in.get(scales + 4 + group) >> 4 & 0xF | in.get(scales + group) >> 2 & 0x30;
    }
}
