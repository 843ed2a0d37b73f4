package org.bytestill.ui.common.chart;

import java.util.Arrays;

/**
 * A curve as seen through a window of the x axis: range and mean of each pixel column, NaN where a column has no row.
 *
 * @param min    least value of the rows of a column and the one before, so that neighbouring columns meet
 * @param max    greatest value, alike
 * @param mean   centred mean
 * @param visibleRows rows within the window
 */
record Columns(double[] min, double[] max, double[] mean, int visibleRows) {
    /** Asks the curve once for each of {@code width} pixel columns; {@code reach} is half the mean's window, in rows. */
    static Columns of(Curve curve, double fromX, double toX, int width, int reach) {
        double[] min = new double[width];
        double[] max = new double[width];
        double[] mean = new double[width];
        Arrays.fill(min, Double.NaN);
        Arrays.fill(max, Double.NaN);
        Arrays.fill(mean, Double.NaN);
        Summary summary = new Summary();
        int first = curve.rowAt(fromX);
        int row = first;
        for (int column = 0; column < width && row < curve.size(); column++) {
            double end = fromX + (column + 1) * (toX - fromX) / width;
            int next = column == width - 1 ? Math.max(row, lastRow(curve, toX)) : curve.rowAt(end);
            if (next > row) {
                summary.clear();
                curve.summarise(Math.max(0, row - 1), next, summary);
                if (!summary.isEmpty()) {
                    min[column] = summary.min;
                    max[column] = summary.max;
                    mean[column] = curve.mean(row, next, reach);
                }
            }
            row = next;
        }
        return new Columns(min, max, mean, row - first);
    }

    /** Only what lies after an x, of columns between two others. */
    Columns from(double x, double fromX, double toX) {
        int hidden = (int) Math.max(0, Math.min(width(), Math.ceil((x - fromX) / (toX - fromX) * width())));
        return hidden == 0 || hidden == width() ? this
                : new Columns(Arrays.copyOfRange(min, hidden, width()), Arrays.copyOfRange(max, hidden, width()),
                        Arrays.copyOfRange(mean, hidden, width()), visibleRows);
    }

    /** One past the last row whose x is not beyond. */
    private static int lastRow(Curve curve, double toX) {
        int row = curve.rowAt(toX);
        return row < curve.size() && curve.x(row) <= toX ? row + 1 : row;
    }

    int width() {
        return mean.length;
    }

    /** The value below which the given share of the values lies; NaN if there are none. */
    static double quantile(double[] values, double share) {
        double[] finite = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        return finite.length == 0 ? Double.NaN : finite[(int) Math.round(share * (finite.length - 1))];
    }
}
