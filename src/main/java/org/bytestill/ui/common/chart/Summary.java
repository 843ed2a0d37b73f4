package org.bytestill.ui.common.chart;

/** Least, greatest and mean of the values seen; those that are not finite are counted apart. */
final class Summary {
    double min;
    double max;
    double sum;
    int count;

    Summary() {
        clear();
    }

    void clear() {
        min = Double.POSITIVE_INFINITY;
        max = Double.NEGATIVE_INFINITY;
        sum = 0;
        count = 0;
    }

    void add(double value) {
        if (Double.isFinite(value)) {
            min = Math.min(min, value);
            max = Math.max(max, value);
            sum += value;
            count++;
        }
    }

    void add(double otherMin, double otherMax, double otherSum, int otherCount) {
        if (otherCount > 0) {
            min = Math.min(min, otherMin);
            max = Math.max(max, otherMax);
            sum += otherSum;
            count += otherCount;
        }
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** NaN if empty. */
    double mean() {
        return sum / count;
    }
}
