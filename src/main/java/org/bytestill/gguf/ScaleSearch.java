package org.bytestill.gguf;

import java.util.Arrays;

/**
 * Search of the scale s for which the multiples s x l of signed levels l come nearest to given numbers x: of 19 scales around that which
 * maps the largest number to the lowest level, each improved by least squares with weights x^2, the one with the smallest error.
 */
final class ScaleSearch {
    private static final int STEPS = 9;
    private static final float STEP = 0.1f;
    /** Numbers that are all smaller count as zero. */
    static final float ZERO = 1e-15f;

    private final int count;
    private final int lowest;
    private final int[] levels;

    /**
     * @param count   how many numbers share a scale
     * @param levels  receives the levels, counted from 0
     * @param lowest  number of negative levels, and one more than the positive ones
     */
    ScaleSearch(int count, int[] levels, int lowest) {
        this.count = count;
        this.levels = levels;
        this.lowest = lowest;
    }

    /**
     * @param from of the numbers
     * @param to   of the levels
     * @return the scale; 0 if all numbers are
     */
    float of(float[] x, int from, int to) {
        float largest = largest(x, from);
        if (Math.abs(largest) < ZERO) {
            Arrays.fill(levels, to, to + count, 0);
            return 0;
        }
        float scale = 0;
        float best = 0;
        for (int step = 0; step <= 2 * STEPS; step++) {
            // The middle one first.
            int distance = step == 0 ? 0 : step <= STEPS ? step - STEPS - 1 : step - STEPS;
            float inverse = step == 0 ? -lowest / largest : -(lowest + STEP * distance) / largest;
            float product = 0;
            float square = 0;
            for (int i = from; i < from + count; i++) {
                int level = level(inverse * x[i]);
                float weight = x[i] * x[i];
                product += weight * x[i] * level;
                square += weight * level * level;
            }
            if (step == 0 || square > 0 && product * product > best * square) {
                keep(inverse, x, from, to);
                scale = square == 0 ? 0 : product / square;
                best = scale * product;
            }
        }
        return scale;
    }

    private float largest(float[] x, int from) {
        float largest = 0;
        for (int i = from; i < from + count; i++) {
            if (Math.abs(x[i]) > Math.abs(largest)) {
                largest = x[i];
            }
        }
        return largest;
    }

    private int level(float scaled) {
        return Math.max(-lowest, Math.min(lowest - 1, Nearest.to(scaled)));
    }

    private void keep(float inverse, float[] x, int from, int to) {
        for (int i = 0; i < count; i++) {
            levels[to + i] = level(inverse * x[from + i]) + lowest;
        }
    }
}
