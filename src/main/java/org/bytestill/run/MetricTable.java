package org.bytestill.run;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Rows of metrics as growing primitive columns. One thread appends, any number read: {@link #size()} is published last,
 * so a reader sees whole rows. A value that was not measured is NaN.
 */
public final class MetricTable {
    private static final int CHUNK = 1 << 12;

    private final Metric[] metrics;
    private final int[] columnOf = new int[Metric.values().length];
    private volatile double[][][] chunks = new double[0][][];
    private volatile int size;

    public MetricTable(Metric... metrics) {
        this.metrics = metrics.clone();
        Arrays.fill(columnOf, -1);
        for (int column = 0; column < metrics.length; column++) {
            columnOf[metrics[column].ordinal()] = column;
        }
    }

    /** Adds a row; metrics of the map that are not columns are ignored, missing ones become NaN. */
    public void append(Map<Metric, Double> row) {
        int index = size;
        if (index / CHUNK == chunks.length) {
            double[][][] grown = Arrays.copyOf(chunks, chunks.length + 1);
            grown[chunks.length] = new double[metrics.length][CHUNK];
            chunks = grown;
        }
        for (int column = 0; column < metrics.length; column++) {
            Double value = row.get(metrics[column]);
            chunks[index / CHUNK][column][index % CHUNK] = value == null ? Double.NaN : value;
        }
        size = index + 1;
    }

    public int size() {
        return size;
    }

    public boolean has(Metric metric) {
        return columnOf[metric.ordinal()] >= 0;
    }

    /** The value in a row below {@link #size()}; NaN if it was not measured or the table has no such column. */
    public double value(Metric metric, int row) {
        int column = columnOf[metric.ordinal()];
        return column < 0 ? Double.NaN : chunks[row / CHUNK][column][row % CHUNK];
    }

    /** The newest value of the metric, or NaN. */
    public double last(Metric metric) {
        int rows = size;
        return rows == 0 ? Double.NaN : value(metric, rows - 1);
    }

    public Map<Metric, Double> row(int row) {
        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        for (Metric metric : metrics) {
            double value = value(metric, row);
            if (!Double.isNaN(value)) {
                values.put(metric, value);
            }
        }
        return values;
    }
}
