package org.bytestill.ui.common.chart;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;

/**
 * The values a chart must have room for. Two in a hundred columns may stick out: one early spike must not press the
 * rest of the curve flat. Of the evaluations only the first may.
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
            low = least(low, Arrays.stream(seen).min().orElseThrow());
            high = greatest(high, topOf(seen));
        }
        return new ValueRange(low, high);
    }

    /** The values of the evaluations in view, in their order. */
    private static double[] seen(Curve evaluation, double fromX, double toX) {
        double[] values = new double[evaluation.size()];
        int count = 0;
        for (int row = 0; row < evaluation.size(); row++) {
            double x = evaluation.x(row);
            if (x >= fromX && x <= toX && Double.isFinite(evaluation.y(row))) {
                values[count++] = evaluation.y(row);
            }
        }
        return Arrays.copyOf(values, count);
    }

    /**
     * The greatest, without the first if that is more than once the others' range above them: the untrained start may stick out. A later one
     * never does, since it may be the first sign of overfitting.
     */
    static double topOf(double[] seen) {
        DoubleSummaryStatistics others = Arrays.stream(seen).skip(1).summaryStatistics();
        boolean startSticksOut = seen.length > 3 && seen[0] - others.getMax() > others.getMax() - others.getMin();
        return startSticksOut ? others.getMax() : Math.max(seen[0], seen.length == 1 ? seen[0] : others.getMax());
    }

    private static double least(double a, double b) {
        return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.min(a, b);
    }

    private static double greatest(double a, double b) {
        return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.max(a, b);
    }
}
