package org.bytestill.ui.common.chart;

import org.bytestill.run.Metric;
import org.bytestill.run.MetricTable;

/** A metric over the rows of a table that grows by appending, with x increasing from row to row. */
public final class Curve {
    /** Rows on each side that a mean may reach over when its window is cut by an end of the curve. */
    private static final int SMALLEST_REACH = 7;

    private final MetricTable table;
    private final Pyramid pyramid;
    private final MetricTable.Values ys;
    private Metric x = Metric.UPDATE;
    private MetricTable.Values xs;
    private int firstRow;

    public Curve(MetricTable table, Metric metric) {
        this.table = table;
        this.ys = table.values(metric);
        this.xs = table.values(x);
        this.pyramid = new Pyramid(ys::at);
    }

    MetricTable table() {
        return table;
    }

    /** Takes in what the engine appended; rows appended later are not seen before the next call. */
    public boolean refresh() {
        int before = pyramid.rows();
        pyramid.extend(table.size());
        return pyramid.rows() != before;
    }

    void setX(Metric newX) {
        x = newX;
        xs = table.values(x);
    }

    /** Means of rows from an x on take in no row before it. */
    void setCurtain(double end) {
        firstRow = end > 0 ? rowAt(end) : 0;
    }

    public int size() {
        return pyramid.rows();
    }

    /** True if no row has a value of the metric. */
    boolean isBlank() {
        Summary all = new Summary();
        summarise(0, size(), all);
        return all.isEmpty();
    }

    double x(int row) {
        return xs.at(row);
    }

    double y(int row) {
        return ys.at(row);
    }

    /** The first row whose x is at least the given one; {@link #size()} if there is none. */
    int rowAt(double target) {
        return firstRow(xs, target);
    }

    private int firstRow(MetricTable.Values column, double target) {
        int low = 0;
        int high = size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (column.at(middle) < target) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The row whose x is nearest to the given one; -1 if the curve is empty. */
    int nearestRow(double target) {
        int after = rowAt(target);
        if (after == size()) {
            return size() - 1;
        }
        return after > 0 && target - x(after - 1) < x(after) - target ? after - 1 : after;
    }

    /** Where an update lies on the x axis; 0 before the first row. */
    double xOfUpdate(double update) {
        if (x == Metric.UPDATE) {
            return update;
        }
        int row = firstRow(table.values(Metric.UPDATE), update);
        if (row < size() && table.value(Metric.UPDATE, row) == update) {
            return x(row);
        }
        return row == 0 ? 0 : x(row - 1);
    }

    void summarise(int from, int to, Summary summary) {
        pyramid.add(from, to, summary);
    }

    /**
     * Mean over a centred window. Near an end the window shrinks on both sides alike, so that a steep curve does not
     * lag, but not below a few rows, so that the last value is not a single update's noise.
     */
    public double mean(int row, int reach) {
        return mean(row, row + 1, reach);
    }

    /** Mean over the rows and the window around their middle, whichever is wider. */
    double mean(int from, int to, int reach) {
        int middle = (from + to - 1) / 2;
        int start = from >= firstRow ? firstRow : 0;
        int atEnds = Math.min(middle - start, size() - 1 - middle);
        int span = Math.max(Math.min(reach, atEnds), Math.min(SMALLEST_REACH, reach));
        Summary summary = new Summary();
        summarise(Math.max(start, Math.min(from, middle - span)), Math.max(to, middle + span + 1), summary);
        return summary.mean();
    }

    /** The whole curve as at most {@code points} means of equally many rows, for a sparkline. */
    public double[] means(int points) {
        int count = Math.min(points, size());
        double[] means = new double[count];
        Summary summary = new Summary();
        for (int point = 0; point < count; point++) {
            summary.clear();
            summarise((int) ((long) point * size() / count), (int) ((long) (point + 1) * size() / count), summary);
            means[point] = summary.mean();
        }
        return means;
    }
}
