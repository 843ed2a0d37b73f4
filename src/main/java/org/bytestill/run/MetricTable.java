package org.bytestill.run;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A column store of metrics, in growing primitive arrays; a metric gets a column when it is first measured. One thread appends, any
 * number read: {@link #size()} is published last, so a reader sees whole rows. A value that was not measured is NaN.
 */
public final class MetricTable {
    private static final int CHUNK = 1 << 12;

    /** Reads one metric without looking for its column each time. */
    @FunctionalInterface
    public interface Values {
        /** The value in a row below {@link MetricTable#size()}; NaN if it was not measured. */
        double at(int row);
    }

    private final Map<Metric, Column> columns = new ConcurrentHashMap<>();
    private volatile int size;
    private Metric[] lastMetrics = {};
    private Column[] lastColumns = {};

    /** @param metrics columns that exist from the beginning */
    public MetricTable(Metric... metrics) {
        for (Metric metric : metrics) {
            columns.put(metric, new Column());
        }
    }

    /** Values of one metric, in chunks that are never moved; there is none where no row has the metric. */
    private static final class Column {
        private volatile double[][] chunks = new double[0][];

        void set(int row, double value) {
            int number = row / CHUNK;
            if (number >= chunks.length || chunks[number] == null) {
                double[][] grown = Arrays.copyOf(chunks, Math.max(chunks.length, number + 1));
                grown[number] = new double[CHUNK];
                Arrays.fill(grown[number], Double.NaN);
                chunks = grown;
            }
            chunks[number][row % CHUNK] = value;
        }

        double get(int row) {
            double[][] now = chunks;
            return row / CHUNK < now.length && now[row / CHUNK] != null ? now[row / CHUNK][row % CHUNK] : Double.NaN;
        }
    }

    /** Appends a row; metrics that it lacks are NaN. */
    public void append(Map<Metric, Double> row) {
        int index = size;
        row.forEach((metric, value) -> columns.computeIfAbsent(metric, added -> new Column()).set(index, value));
        size = index + 1;
    }

    /** Appends a row of metrics and their values; metrics that it lacks are NaN. Rows with the same array of metrics are appended quickest. */
    void append(Metric[] metrics, double[] values) {
        if (metrics != lastMetrics) {
            Column[] found = new Column[metrics.length];
            for (int at = 0; at < metrics.length; at++) {
                found[at] = columns.computeIfAbsent(metrics[at], added -> new Column());
            }
            lastMetrics = metrics;
            lastColumns = found;
        }
        int index = size;
        for (int at = 0; at < values.length; at++) {
            lastColumns[at].set(index, values[at]);
        }
        size = index + 1;
    }

    public int size() {
        return size;
    }

    /** The metrics that were measured at least once. */
    public Set<Metric> metrics() {
        return new TreeSet<>(columns.keySet());
    }

    public boolean has(Metric metric) {
        return columns.containsKey(metric);
    }

    /** The value in a row below {@link #size()}; NaN if it was not measured or the table has no such column. */
    public double value(Metric metric, int row) {
        Column column = columns.get(metric);
        return column == null ? Double.NaN : column.get(row);
    }

    /** The values of a metric, also those that are appended later. */
    public Values values(Metric metric) {
        return new Values() {
            private Column found;

            @Override
            public double at(int row) {
                if (found == null) {
                    found = columns.get(metric);
                }
                return found == null ? Double.NaN : found.get(row);
            }
        };
    }

    /** The metric in the newest row; NaN if that row lacks it or there is none. */
    public double last(Metric metric) {
        int rows = size;
        return rows == 0 ? Double.NaN : value(metric, rows - 1);
    }

    public Map<Metric, Double> row(int row) {
        Map<Metric, Double> values = new TreeMap<>();
        columns.forEach((metric, column) -> {
            double value = column.get(row);
            if (!Double.isNaN(value)) {
                values.put(metric, value);
            }
        });
        return values;
    }
}
