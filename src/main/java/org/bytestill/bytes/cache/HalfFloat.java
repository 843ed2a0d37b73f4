package org.bytestill.bytes.cache;

/**
 * Conversion between float and IEEE 754 half precision (float16), rounding to nearest even, as in {@code Float.float16ToFloat}
 * of Java 20.
 */
final class HalfFloat {
    private static final float LARGEST = 65504;

    private HalfFloat() {}

    static short of(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        float magnitude = Math.abs(value);
        if (Float.isNaN(value)) {
            return (short) (sign | 0x7E00);
        }
        // From half a unit beyond the largest number on, rounding gives infinity.
        if (magnitude >= LARGEST + 16) {
            return (short) (sign | 0x7C00);
        }
        int exponent = Math.max(Math.getExponent(magnitude), -14);
        // Units of the last place of this exponent; scaling by a power of two is exact, rint rounds to even.
        int units = (int) Math.rint(Math.scalb((double) magnitude, 10 - exponent));
        return (short) (sign | (units < 1 << 10 ? units : (exponent + 15 << 10) + units - (1 << 10)));
    }

    static float toFloat(short half) {
        int exponent = half >>> 10 & 0x1F;
        int fraction = half & 0x3FF;
        float magnitude;
        if (exponent == 0x1F) {
            magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else if (exponent == 0) {
            magnitude = Math.scalb((float) fraction, -24);
        } else {
            magnitude = Math.scalb((float) (fraction | 0x400), exponent - 25);
        }
        return half < 0 ? -magnitude : magnitude;
    }
}
