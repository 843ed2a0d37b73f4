package org.bytestill.ui.common.chart;

import java.util.ArrayList;
import java.util.List;
import org.bytestill.run.Metric;

/**
 * A line of the table that says the same as a chart: a stretch of updates.
 *
 * @param update     last update of the stretch
 * @param mean       mean of the training values in it, NaN without
 * @param min        least of them
 * @param max        greatest of them
 * @param validation the evaluation within it, NaN without
 */
public record ChartRow(long update, double mean, double min, double max, double validation) {
    private static final int ROWS_WITHOUT_EVALUATIONS = 50;

    /** One row an evaluation, with the training values since the one before, and a last one for what followed. */
    static List<ChartRow> of(ChartModel model) {
        Curve training = model.training();
        Curve evaluation = model.evaluation();
        List<ChartRow> rows = new ArrayList<>();
        int from = 0;
        for (int row = 0; row < evaluation.size(); row++) {
            double update = evaluation.table().value(Metric.UPDATE, row);
            int to = rowAfter(training, update);
            rows.add(row(training, Math.round(update), from, to, evaluation.y(row)));
            from = to;
        }
        int rest = training.size() - from;
        int stretch = evaluation.size() == 0 ? Math.max(1, training.size() / ROWS_WITHOUT_EVALUATIONS) : Math.max(1, rest);
        for (int start = from; start < training.size(); start += stretch) {
            int end = Math.min(training.size(), start + stretch);
            rows.add(row(training, Math.round(training.table().value(Metric.UPDATE, end - 1)), start, end, Double.NaN));
        }
        return rows;
    }

    private static ChartRow row(Curve training, long update, int from, int to, double validation) {
        Summary summary = new Summary();
        training.summarise(from, to, summary);
        return summary.isEmpty() ? new ChartRow(update, Double.NaN, Double.NaN, Double.NaN, validation)
                : new ChartRow(update, summary.mean(), summary.min, summary.max, validation);
    }

    private static int rowAfter(Curve training, double update) {
        int row = 0;
        int end = training.size();
        while (row < end) {
            int middle = (row + end) >>> 1;
            if (training.table().value(Metric.UPDATE, middle) <= update) {
                row = middle + 1;
            } else {
                end = middle;
            }
        }
        return row;
    }
}
