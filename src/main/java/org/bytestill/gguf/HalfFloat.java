package org.bytestill.gguf;

/** Rounding of float32 to the two formats of 16 bits, to nearest, ties to even, as hardware and llama.cpp round. */
final class HalfFloat {
    private static final int INFINITY = 0x7F800000;
    /** Halfway from the largest half, 65,504, to what would be the next. */
    private static final int ROUNDED_TO_INFINITY = 0x477FF000;
    /** 2^-14: halves below have fewer bits. */
    private static final int SMALLEST_NORMAL = 0x38800000;
    /** Difference of the exponents' biases, 112, in place. */
    private static final int REBIASED = 112 << 23;

    private HalfFloat() {}

    /** IEEE 754 half precision; infinite from 65,520 on. */
    static short of(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        int magnitude = bits & 0x7FFFFFFF;
        if (magnitude >= ROUNDED_TO_INFINITY) {
            return (short) (sign | (magnitude > INFINITY ? 0x7E00 : 0x7C00));
        }
        if (magnitude < SMALLEST_NORMAL) {
            // Multiples of 2^-24.
            return (short) (sign | (int) Math.rint(Math.abs(value) * 0x1p24));
        }
        return (short) (sign | magnitude - REBIASED + 0xFFF + (magnitude >>> 13 & 1) >>> 13);
    }

    /** The upper half of a float32. */
    static short upper(float value) {
        int bits = Float.floatToRawIntBits(value);
        return (short) ((bits & 0x7FFFFFFF) > INFINITY ? bits >>> 16 | 64 : bits + 0x7FFF + (bits >>> 16 & 1) >>> 16);
    }
}
