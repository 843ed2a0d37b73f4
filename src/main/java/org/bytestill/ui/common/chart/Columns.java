package org.bytestill.ui.common.chart;

import java.util.Arrays;

/**
 * A curve as seen through a window of the x axis: range and mean of each pixel column, NaN where a column has no row.
 *
 * @param min    least value of the rows of a column and the one before, so that neighbouring columns meet
 * @param max    greatest value, alike
 * @param mean   centred mean
 * @param visibleRows rows within the window
 * @param settled so many columns stay as they are while rows are added to the curve: no mean of them reaches beyond its end
 */
record Columns(double[] min, double[] max, double[] mean, int visibleRows, int settled) {
    /** Asks the curve once for each of {@code width} pixel columns; {@code reach} is half the mean's window, in rows. */
    static Columns of(Curve curve, double fromX, double toX, int width, int reach) {
        return unsettled(width).extended(curve, fromX, toX, reach);
    }

    private static Columns unsettled(int width) {
        double[] nothing = new double[width];
        Arrays.fill(nothing, Double.NaN);
        return new Columns(nothing, nothing, nothing, 0, 0);
    }

    /** As {@link #of} for a curve that has got rows since these were made of the same window; settled columns are not asked for again. */
    Columns extended(Curve curve, double fromX, double toX, int reach) {
        int width = width();
        double[] min = this.min.clone();
        double[] max = this.max.clone();
        double[] mean = this.mean.clone();
        Summary summary = new Summary();
        int first = curve.rowAt(fromX);
        int row = settled == 0 ? first : curve.rowAt(fromX + settled * (toX - fromX) / width);
        int nowSettled = settled;
        for (int column = settled; column < width && row < curve.size(); column++) {
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
            nowSettled = next + reach < curve.size() && column < width - 1 ? column + 1 : nowSettled;
            row = next;
        }
        return new Columns(min, max, mean, row - first, nowSettled);
    }

    /** Only what lies after an x, of columns between two others. */
    Columns from(double x, double fromX, double toX) {
        int hidden = (int) Math.max(0, Math.min(width(), Math.ceil((x - fromX) / (toX - fromX) * width())));
        return hidden == 0 || hidden == width() ? this
                : new Columns(Arrays.copyOfRange(min, hidden, width()), Arrays.copyOfRange(max, hidden, width()),
                        Arrays.copyOfRange(mean, hidden, width()), visibleRows, 0);
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
        double[] finite = new double[values.length];
        int count = 0;
        for (double value : values) {
            if (Double.isFinite(value)) {
                finite[count++] = value;
            }
        }
        Arrays.sort(finite, 0, count);
        return count == 0 ? Double.NaN : finite[(int) Math.round(share * (count - 1))];
    }
}
