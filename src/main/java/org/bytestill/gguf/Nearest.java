package org.bytestill.gguf;

/** Rounding to the nearest integer, ties to even, by the bits of a float32 to which 1.5 x 2^23 is added, as llama.cpp's quantizer does it. */
final class Nearest {
    private static final float NO_FRACTION = 12582912f;

    private Nearest() {}

    /** Exact below 2^22 in magnitude. */
    static int to(float value) {
        return (Float.floatToRawIntBits(value + NO_FRACTION) & 0x7FFFFF) - 0x400000;
    }
}
