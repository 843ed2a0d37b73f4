package org.bytestill.ui.common.chart;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricTable;
import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.Painter.Align;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Typeface;

/** Draws the updates that were lost at a resume because they came after the checkpoint: a thin dashed mean for each stretch. */
final class AbandonedTails {
    private static final double[] DASH = {4, 3};
    private static final double SAMPLE_WIDTH = 14;
    private static final double LINE = 14;
    /** Between the middle of a line of words and a curve. */
    private static final double ROOM = 9;
    private static final int MOST_LOOKED_AT = 2000;

    private final Painter pen;
    private final Plot plot;
    private final ChartModel model;
    private final MetricTable table;

    AbandonedTails(Painter pen, Plot plot, ChartModel model) {
        this.pen = pen;
        this.plot = plot;
        this.model = model;
        this.table = model.abandoned();
    }

    /** How far right of a tail's beginning its name may end, in pixels. */
    static double reach(String name) {
        return 4 + SAMPLE_WIDTH + 4 + Typeface.UI.width(name, 11) + 2;
    }

    /** {@code wordsTop} gives, for the right end of words beside a vertical, the middle of their first line. */
    void paint(String name, DoubleUnaryOperator wordsTop) {
        int start = 0;
        while (start < table.size()) {
            int end = start + 1;
            while (end < table.size() && table.value(Metric.UPDATE, end) > table.value(Metric.UPDATE, end - 1)) {
                end++;
            }
            if (line(start, end)) {
                label(name, plot.px(table.value(model.x(), start)), wordsTop);
            }
            start = end;
        }
    }

    /** Draws a stretch of rows; false if there was too little to draw. */
    private boolean line(int start, int end) {
        double[] xs = new double[end - start];
        double[] ys = new double[end - start];
        int points = 0;
        double lastX = Double.NEGATIVE_INFINITY;
        for (int row = start; row < end; row++) {
            double px = plot.px(table.value(model.x(), row));
            boolean far = px - lastX >= 2 || row == end - 1;
            double mean = far ? mean(row, start, end) : Double.NaN;
            if (Double.isFinite(mean)) {
                xs[points] = px;
                ys[points++] = plot.py(mean);
                lastX = px;
            }
        }
        if (points < 2) {
            return false;
        }
        pen.polyline(ThemeColor.GHOST, 1, xs, ys, points, DASH);
        return true;
    }

    private double mean(int row, int start, int end) {
        Summary summary = new Summary();
        for (int near = Math.max(start, row - model.reach()); near < Math.min(end, row + model.reach() + 1); near++) {
            summary.add(table.value(model.metric(), near));
        }
        return summary.mean();
    }

    /** Whether neither updates nor evaluations are drawn across a line of words. */
    private boolean isFree(double from, double to, double middle) {
        return Stream.of(model.training().table(), model.evaluation().table()).noneMatch(drawn -> {
            int step = Math.max(1, drawn.size() / MOST_LOOKED_AT);
            for (int row = 0; row < drawn.size(); row += step) {
                double px = plot.px(drawn.value(model.x(), row));
                if (px > from - LINE && px < to + LINE && Math.abs(plot.py(drawn.value(model.metric(), row)) - middle) < ROOM) {
                    return true;
                }
            }
            return false;
        });
    }

    /** The label lies below that of the resume point, or near the axis, where no curve crosses it; if one crosses both, there is none. */
    private void label(String name, double startX, DoubleUnaryOperator wordsTop) {
        double x = Math.round(startX) + 4;
        double end = x + SAMPLE_WIDTH + 4 + Typeface.UI.width(name, 11);
        double y = DoubleStream.of(wordsTop.applyAsDouble(end) + LINE, plot.base() - LINE / 2, wordsTop.applyAsDouble(end) + 2 * LINE)
                .filter(middle -> isFree(x, end, middle)).findFirst().orElse(Double.NaN);
        if (Double.isFinite(y) && plot.holds(startX) && end < plot.right()) {
            pen.line(ThemeColor.GHOST, 1, x, y + 0.5, x + SAMPLE_WIDTH, y + 0.5, DASH);
            pen.text(name, x + SAMPLE_WIDTH + 4, y, Typeface.UI, 11, ThemeColor.FAINT, Align.LEFT);
        }
    }
}
