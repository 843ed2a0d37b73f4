package org.bytestill.ui.common.chart;

import java.util.List;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricLog;
import org.bytestill.run.MetricTable;

/** What a chart shows as a table, every value: a line an update, an evaluation, or an update that a resume gave up. */
public final class ChartCsv {
    private static final List<Metric> PLACE = List.of(Metric.UPDATE, Metric.BYTES, Metric.ACTIVE_SECONDS, Metric.WALL_SECONDS);

    private ChartCsv() {}

    /** Numbers as they were written, with a point; what was not measured is empty. */
    public static String of(MetricLog log, Metric metric) {
        StringBuilder csv = new StringBuilder("kind,update,bytes,active_seconds,wall_seconds,").append(metric.key()).append('\n');
        append(csv, "train", log.training(), metric);
        append(csv, "validation", log.evaluation(), metric);
        append(csv, "abandoned", log.abandoned(), metric);
        return csv.toString();
    }

    private static void append(StringBuilder csv, String kind, MetricTable table, Metric metric) {
        int rows = table.size();
        for (int row = 0; row < rows; row++) {
            if (Double.isFinite(table.value(metric, row))) {
                csv.append(kind);
                for (Metric place : PLACE) {
                    csv.append(',').append(number(table.value(place, row)));
                }
                csv.append(',').append(table.value(metric, row)).append('\n');
            }
        }
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
