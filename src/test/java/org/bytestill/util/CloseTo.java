package org.bytestill.util;

import java.util.function.Consumer;

/**
 * Long arrays of numbers compared in one pass: {@code assertThat(rows).satisfies(closeTo(expected, 1e-9))}. AssertJ's
 * {@code containsExactly} takes each number out of a list of all, which for weights takes longer than to compute them.
 */
public final class CloseTo {
    private CloseTo() {}

    /** As many numbers, none further from its expected one than the tolerance. */
    public static Consumer<double[]> closeTo(double[] expected, double tolerance) {
        return actual -> {
            requireLength(actual.length, expected.length);
            for (int i = 0; i < expected.length; i++) {
                require(i, actual[i], expected[i], tolerance);
            }
        };
    }

    /** As many numbers, none further from its expected one than the tolerance. */
    public static Consumer<float[]> closeTo(float[] expected, float tolerance) {
        return actual -> {
            requireLength(actual.length, expected.length);
            for (int i = 0; i < expected.length; i++) {
                require(i, actual[i], expected[i], tolerance);
            }
        };
    }

    private static void requireLength(int actual, int expected) {
        if (actual != expected) {
            throw new AssertionError("There are " + actual + " numbers, not " + expected + ".");
        }
    }

    private static void require(int at, double actual, double expected, double tolerance) {
        if (Double.compare(actual, expected) != 0 && !(Math.abs(actual - expected) <= tolerance)) {
            throw new AssertionError("Number " + at + " is " + actual + ", not " + expected + " within " + tolerance + ".");
        }
    }
}
