package org.bytestill.gguf;

import java.nio.ByteBuffer;

/** Quantization of the K-quants, the inverse of {@link SuperBlocks}, as llama.cpp's reference defines them without an importance matrix. */
final class QuantizedSuperBlocks {
    static final int ELEMENTS = 256;
    private static final int GROUPS = 8;
    private static final int SCALES = 4;
    private static final int AFTER_SCALES = 16;
    /** Largest of the 6 bits that scales and minima of groups have. */
    private static final int LARGEST = 63;

    private QuantizedSuperBlocks() {}

    /** Groups of 32 with a scale and a minimum each, which are multiples of two halves. */
    private abstract static class WithMinima implements BlockWriter {
        final int[] levels = new int[ELEMENTS];
        private final RangeSearch search;
        private final int highest;
        private final float[] scales = new float[GROUPS];
        private final float[] minima = new float[GROUPS];

        WithMinima(int highest, float firstStep, int steps) {
            this.search = new RangeSearch(levels, highest, firstStep, steps);
            this.highest = highest;
        }

        @Override
        public void write(float[] in, int from, ByteBuffer out, int at) {
            for (int group = 0; group < GROUPS; group++) {
                search.run(in, from + group * RangeSearch.COUNT, group * RangeSearch.COUNT);
                scales[group] = search.scale();
                minima[group] = search.subtracted();
            }
            writeScales(out, at);
            round(in, from, out, at);
            writeLevels(out, at);
        }

        private void writeScales(ByteBuffer out, int at) {
            float largestScale = largest(scales);
            float largestMinimum = largest(minima);
            out.putShort(at, HalfFloat.of(largestScale / LARGEST));
            out.putShort(at + 2, HalfFloat.of(largestMinimum / LARGEST));
            for (int group = 0; group < GROUPS; group++) {
                int scale = multiple(scales[group], largestScale);
                int minimum = multiple(minima[group], largestMinimum);
                int place = at + SCALES + group;
                if (group < 4) {
                    out.put(place, (byte) scale).put(place + 4, (byte) minimum);
                } else {
                    out.put(place + 4, (byte) (scale & 0xF | (minimum & 0xF) << 4));
                    out.put(place - 4, (byte) (out.get(place - 4) | scale >> 4 << 6));
                    out.put(place, (byte) (out.get(place) | minimum >> 4 << 6));
                }
            }
        }

        private static float largest(float[] values) {
            float largest = 0;
            for (float value : values) {
                largest = value > largest ? value : largest;
            }
            return largest;
        }

        private static int multiple(float value, float largest) {
            float inverse = largest > 0 ? LARGEST / largest : 0;
            return Math.min(LARGEST, Nearest.to(inverse * value) & 0xFF);
        }

        /** Levels anew, by the scales as they are stored. */
        private void round(float[] in, int from, ByteBuffer out, int at) {
            for (int group = 0; group < GROUPS; group++) {
                float scale = Blocks.half(out, at) * SuperBlocks.scale(out, at + SCALES, group);
                float minimum = Blocks.half(out, at + 2) * SuperBlocks.minimum(out, at + SCALES, group);
                for (int i = group * RangeSearch.COUNT; scale != 0 && i < (group + 1) * RangeSearch.COUNT; i++) {
                    levels[i] = Math.max(0, Math.min(highest, Nearest.to((in[from + i] + minimum) / scale)));
                }
            }
        }

        abstract void writeLevels(ByteBuffer out, int at);

        /** Low four bits: of each 64, the first half in the low four bits of a byte, the second in the high ones. */
        final void writeLow(ByteBuffer out, int at) {
            for (int i = 0; i < ELEMENTS / 2; i++) {
                int first = i / 32 * 64 + i % 32;
                out.put(at + i, (byte) (levels[first] & 0xF | (levels[first + 32] & 0xF) << 4));
            }
        }
    }

    /** Levels of four bits. */
    static final class Q4 extends WithMinima {
        Q4() {
            super(15, -1, 20);
        }

        @Override
        void writeLevels(ByteBuffer out, int at) {
            writeLow(out, at + AFTER_SCALES);
        }
    }

    /** Levels of five bits, the fifth ones apart: bit g of byte i belongs to element i of group g. */
    static final class Q5 extends WithMinima {
        Q5() {
            super(31, -0.5f, 15);
        }

        @Override
        void writeLevels(ByteBuffer out, int at) {
            for (int i = 0; i < 32; i++) {
                int fifth = 0;
                for (int group = 0; group < GROUPS; group++) {
                    fifth |= levels[group * 32 + i] >> 4 << group;
                }
                out.put(at + AFTER_SCALES + i, (byte) fifth);
            }
            writeLow(out, at + AFTER_SCALES + 32);
        }
    }

    /** Groups of 16 with a signed scale each; levels of six bits. */
    static final class Q6 implements BlockWriter {
        private static final int GROUP = 16;
        private static final int SCALES_AT = 192;
        private static final int BYTES = 210;

        private final int[] levels = new int[ELEMENTS];
        private final ScaleSearch search = new ScaleSearch(GROUP, levels, 32);
        private final float[] scales = new float[ELEMENTS / GROUP];

        @Override
        public void write(float[] in, int from, ByteBuffer out, int at) {
            float largest = 0;
            for (int group = 0; group < scales.length; group++) {
                scales[group] = search.of(in, from + group * GROUP, group * GROUP);
                largest = Math.abs(scales[group]) > Math.abs(largest) ? scales[group] : largest;
            }
            if (Math.abs(largest) < ScaleSearch.ZERO) {
                out.put(at, new byte[BYTES]);
                return;
            }
            float inverse = -128 / largest;
            out.putShort(at + BYTES - 2, HalfFloat.of(1 / inverse));
            for (int group = 0; group < scales.length; group++) {
                out.put(at + SCALES_AT + group, (byte) Math.min(127, Nearest.to(inverse * scales[group])));
            }
            round(in, from, out, at);
            writeLevels(out, at);
        }

        private void round(float[] in, int from, ByteBuffer out, int at) {
            float d = Blocks.half(out, at + BYTES - 2);
            for (int group = 0; group < scales.length; group++) {
                float scale = d * out.get(at + SCALES_AT + group);
                for (int i = group * GROUP; scale != 0 && i < (group + 1) * GROUP; i++) {
                    levels[i] = Math.max(-32, Math.min(31, Nearest.to(in[from + i] / scale))) + 32;
                }
            }
        }

        /** As {@link SuperBlocks#q6} reads them. */
        private void writeLevels(ByteBuffer out, int at) {
            for (int half = 0; half < 2; half++) {
                for (int i = 0; i < 32; i++) {
                    int first = half * 128 + i;
                    out.put(at + half * 64 + i, (byte) (levels[first] & 0xF | (levels[first + 64] & 0xF) << 4));
                    out.put(at + half * 64 + 32 + i, (byte) (levels[first + 32] & 0xF | (levels[first + 96] & 0xF) << 4));
                    out.put(at + 128 + half * 32 + i, (byte) (levels[first] >> 4 | levels[first + 32] >> 4 << 2
                            | levels[first + 64] >> 4 << 4 | levels[first + 96] >> 4 << 6));
                }
            }
        }
    }
}
