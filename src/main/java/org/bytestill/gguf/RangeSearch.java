package org.bytestill.gguf;

import java.util.Arrays;

/**
 * Search of a scale s and a minimum -m for which s x l - m with levels l from 0 on come nearest to 32 numbers x: beginning with the range of
 * the numbers, scales in steps around it are rounded to and both are improved by weighted least squares; what has the smallest error is kept.
 * Larger numbers weigh more: their magnitude plus the root of the mean square.
 */
final class RangeSearch {
    static final int COUNT = 32;

    private final int highest;
    private final float firstStep;
    private final int steps;
    private final int[] levels;
    private final int[] tried = new int[COUNT];
    private final float[] weights = new float[COUNT];
    private float scale;
    private float minimum;

    /**
     * @param levels    receives the levels
     * @param highest   level
     * @param firstStep added to the highest level when the first scale is tried; 0.1 more each time
     * @param steps     scales that are tried after the first
     */
    RangeSearch(int[] levels, int highest, float firstStep, int steps) {
        this.levels = levels;
        this.highest = highest;
        this.firstStep = firstStep;
        this.steps = steps;
    }

    /** The scale that was found; 0 if the numbers are equal and not negative. */
    float scale() {
        return scale;
    }

    /** What is subtracted, not negative. */
    float subtracted() {
        return -minimum;
    }

    /**
     * @param from of the numbers
     * @param to   of the levels
     */
    void run(float[] x, int from, int to) {
        weigh(x, from);
        float smallest = x[from];
        float largest = x[from];
        float weightSum = weights[0];
        float sum = weightSum * x[from];
        for (int i = 1; i < COUNT; i++) {
            float value = x[from + i];
            smallest = value < smallest ? value : smallest;
            largest = value > largest ? value : largest;
            weightSum += weights[i];
            sum += weights[i] * value;
        }
        minimum = smallest > 0 ? 0 : smallest;
        scale = 0;
        if (largest == minimum) {
            Arrays.fill(levels, to, to + COUNT, 0);
            return;
        }
        float inverse = highest / (largest - minimum);
        scale = 1 / inverse;
        for (int i = 0; i < COUNT; i++) {
            levels[to + i] = level(inverse * (x[from + i] - minimum));
        }
        float best = error(x, from, levels, to, scale, minimum);
        for (int step = 0; step <= steps; step++) {
            best = improve((firstStep + 0.1f * step + highest) / (largest - minimum), x, from, to, weightSum, sum, best);
        }
    }

    private void weigh(float[] x, int from) {
        float squares = 0;
        for (int i = from; i < from + COUNT; i++) {
            squares += x[i] * x[i];
        }
        // The root of a float's double is the float's, once rounded.
        float mean = (float) Math.sqrt(squares / COUNT);
        for (int i = 0; i < COUNT; i++) {
            weights[i] = mean + Math.abs(x[from + i]);
        }
    }

    private int level(float scaled) {
        return Math.max(0, Math.min(highest, Nearest.to(scaled)));
    }

    /** Rounds with a scale, fits scale and minimum to the levels, and keeps them if the error is smaller than the best, which is returned. */
    private float improve(float inverse, float[] x, int from, int to, float weightSum, float sum, float best) {
        float low = minimum;
        float ofLevels = 0;
        float ofSquares = 0;
        float ofProducts = 0;
        for (int i = 0; i < COUNT; i++) {
            float value = x[from + i];
            int level = level(inverse * (value - low));
            tried[i] = level;
            float weighted = weights[i] * level;
            ofLevels += weighted;
            ofSquares += weighted * level;
            ofProducts += weighted * value;
        }
        float determinant = weightSum * ofSquares - ofLevels * ofLevels;
        if (!(determinant > 0)) {
            return best;
        }
        float fitted = (weightSum * ofProducts - sum * ofLevels) / determinant;
        float offset = (ofSquares * sum - ofLevels * ofProducts) / determinant;
        if (offset > 0) {
            offset = 0;
            fitted = ofProducts / ofSquares;
        }
        float error = error(x, from, tried, 0, fitted, offset);
        if (!(error < best)) {
            return best;
        }
        System.arraycopy(tried, 0, levels, to, COUNT);
        scale = fitted;
        minimum = offset;
        return error;
    }

    private float error(float[] x, int from, int[] of, int at, float factor, float offset) {
        float error = 0;
        for (int i = 0; i < COUNT; i++) {
            float difference = factor * of[at + i] + offset - x[from + i];
            error += weights[i] * (difference * difference);
        }
        return error;
    }
}
