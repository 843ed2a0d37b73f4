package org.bytestill.ui.common.chart;

import java.util.Arrays;

/**
 * The values a chart must have room for. Two in a hundred columns may stick out: one early spike must not press the
 * rest of the curve flat.
 */
record ValueRange(double low, double high) {
    private static final double OUTSIDE = 0.02;

    static ValueRange of(Columns columns, Curve evaluation, double fromX, double toX) {
        double low = Columns.quantile(columns.min(), OUTSIDE);
        double high = Columns.quantile(columns.max(), 1 - OUTSIDE);
        low = least(low, Columns.quantile(columns.mean(), 0));
        high = greatest(high, Columns.quantile(columns.mean(), 1 - OUTSIDE));
        double[] seen = seen(evaluation, fromX, toX);
        if (seen.length > 0) {
            low = least(low, seen[0]);
            high = greatest(high, topOf(seen));
        }
        return new ValueRange(low, high);
    }

    private static double[] seen(Curve evaluation, double fromX, double toX) {
        double[] values = new double[evaluation.size()];
        int count = 0;
        for (int row = 0; row < evaluation.size(); row++) {
            double x = evaluation.x(row);
            if (x >= fromX && x <= toX && Double.isFinite(evaluation.y(row))) {
                values[count++] = evaluation.y(row);
            }
        }
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return sorted;
    }

    /** The greatest; the second if the greatest (the untrained start, as a rule) is more than once the others' range above them. */
    private static double topOf(double[] sorted) {
        int last = sorted.length - 1;
        if (last < 3) {
            return sorted[last];
        }
        double others = sorted[last - 1] - sorted[0];
        return sorted[last] - sorted[last - 1] > others ? sorted[last - 1] : sorted[last];
    }

    private static double least(double a, double b) {
        return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.min(a, b);
    }

    private static double greatest(double a, double b) {
        return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.max(a, b);
    }
}
