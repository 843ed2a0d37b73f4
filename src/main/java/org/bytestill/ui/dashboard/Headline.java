package org.bytestill.ui.dashboard;

import org.bytestill.run.Metric;
import org.bytestill.run.MetricLog;
import org.bytestill.run.MetricTable;

/**
 * A headline metric of the newest evaluation (agreement or quality), with its change and its trend.
 *
 * @param value        the figure; NaN before the first evaluation, or without a teacher
 * @param change       newest less the evaluation before; NaN with fewer than two
 * @param changeSpan   updates between those two
 * @param second       the second figure beside it
 * @param head         the same by the byte head
 * @param headSecond   the second figure by the byte head, NaN if there is none
 * @param update       update of the newest evaluation, -1 before the first
 * @param trend        the figure at each evaluation
 */
record Headline(double value, double change, int changeSpan, double second, double head, double headSecond, int update, double[] trend) {
    private static final double BITS_PER_NAT = 1 / Math.log(2);

    /** KL(teacher || student) by the token head, with the share of bytes at which both find the same byte most probable. */
    static Headline agreement(MetricLog log) {
        MetricTable table = log.evaluation();
        return of(table, Metric.KL_BITS, table.last(Metric.TOP1_AGREEMENT), table.last(Metric.HEAD_KL_BITS),
                table.last(Metric.HEAD_TOP1_AGREEMENT));
    }

    /** Validation bits per byte by the token head, with the training text's at the newest updates. */
    static Headline quality(MetricLog log, double trainBitsPerByte) {
        MetricTable table = log.evaluation();
        return of(table, Metric.BITS_PER_BYTE, trainBitsPerByte, table.last(Metric.BYTE_LOSS) * BITS_PER_NAT, Double.NaN);
    }

    private static Headline of(MetricTable table, Metric metric, double second, double head, double headSecond) {
        int rows = table.size();
        if (rows == 0) {
            return new Headline(Double.NaN, Double.NaN, 0, second, Double.NaN, Double.NaN, -1, new double[0]);
        }
        double[] trend = new double[rows];
        for (int row = 0; row < rows; row++) {
            trend[row] = table.value(metric, row);
        }
        int update = (int) table.value(Metric.UPDATE, rows - 1);
        double change = rows > 1 ? trend[rows - 1] - trend[rows - 2] : Double.NaN;
        int span = rows > 1 ? update - (int) table.value(Metric.UPDATE, rows - 2) : 0;
        return new Headline(trend[rows - 1], change, span, second, head, headSecond, update, trend);
    }
}
