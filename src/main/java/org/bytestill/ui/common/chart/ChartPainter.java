package org.bytestill.ui.common.chart;

import java.util.List;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricTable;
import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.Painter.Align;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Typeface;
import org.jspecify.annotations.Nullable;

/**
 * Draws a {@link ChartModel}: hairlines and figures, the range of the training values as one-pixel columns, their mean as
 * a line, evaluations as diamonds, resume points and abandoned tails, the lane of events.
 */
final class ChartPainter {
    private static final double LEFT = 48;
    private static final double RIGHT = 12;
    private static final double TOP = 8;
    /** Figures of the x axis and the lane of events. */
    private static final double BOTTOM = 44;
    private static final double LANE_ABOVE_BOTTOM = 12;
    private static final int PIXELS_A_TICK_Y = 36;
    private static final int PIXELS_A_TICK_X = 84;
    /** Below so many pixels between rows the range is drawn, above it the values themselves. */
    private static final double SPARSE_PIXELS = 2;
    private static final double DIAMOND = 3.5;
    /** Of a drawing that goes on, so many columns before the first that changes are drawn again: a join of lines reaches so far. */
    private static final int JOIN = 8;

    private final Painter pen;
    private final ChartModel model;
    private final Words words;
    private final double legendWidth;
    private final double legendHeight;
    private Plot plot;
    private Columns columns;
    private boolean sparse;

    /** What was drawn, so that it can go on without being drawn anew. */
    record Drawn(Plot plot, Columns columns, double width, double height, double legendWidth, double legendHeight) {}

    /** Words that stand within the drawing. */
    record Words(String events, String abandoned, String resumed) {}

    /** The legend stands in the upper right, above what is drawn here; words keep out of its box. */
    ChartPainter(Painter pen, ChartModel model, Words words, double legendWidth, double legendHeight) {
        this.legendWidth = legendWidth;
        this.legendHeight = legendHeight;
        this.pen = pen;
        this.model = model;
        this.words = words;
    }

    /** Draws everything that does not move with the pointer on what is empty, and tells where the axes are. */
    Plot paint(double width, double height) {
        Drawn drawn = measure(width, height, null);
        whole(height);
        return drawn.plot();
    }

    /**
     * Works out columns and axes; draws nothing.
     *
     * @param before a drawing of the same curves, to which nothing but updates were added since; null if there is none
     */
    Drawn measure(double width, double height, @Nullable Drawn before) {
        double base = Math.round(height - BOTTOM);
        double right = width - RIGHT;
        ChartAxis axis = model.axis();
        int columnCount = (int) Math.max(1, Math.round(right - LEFT));
        boolean isSameWindow = before != null && before.columns().width() == columnCount && before.plot().fromX() == axis.from()
                && before.plot().toX() == axis.to() && axis.curtain() == 0;
        columns = isSameWindow ? before.columns().extended(model.training(), axis.from(), axis.to(), model.reach())
                : Columns.of(model.training(), axis.from(), axis.to(), columnCount, model.reach());
        ValueRange range = ValueRange.of(columns.from(axis.curtain(), axis.from(), axis.to()), model.evaluation(),
                Math.max(axis.from(), axis.curtain()), axis.to());
        int intervals = (int) Math.max(2, Math.min(6, (base - TOP) / PIXELS_A_TICK_Y));
        Axis y = model.isLogY() ? Axis.logarithmic(range.low(), range.high(), intervals) : Axis.round(range.low(), range.high(), intervals);
        plot = new Plot(LEFT, right, TOP, base, axis.from(), axis.to(), y);
        sparse = columns.visibleRows() * SPARSE_PIXELS < columnCount;
        return new Drawn(plot, columns, width, height, legendWidth, legendHeight);
    }

    /** Whether only the end of a drawing changes, which {@link #end} draws. */
    boolean goesOn(Drawn before, Drawn now) {
        return !sparse && model.axis().curtain() == 0 && now.plot().equals(before.plot()) && now.width() == before.width()
                && now.height() == before.height() && now.legendWidth() == before.legendWidth()
                && now.legendHeight() == before.legendHeight() && before.columns().settled() > 2 * JOIN;
    }

    /** Draws everything. */
    void whole(double height) {
        grid();
        figuresOfX();
        clipped(() -> {
            verticals();
            if (sparse) {
                values();
            } else {
                band(0);
            }
            new AbandonedTails(pen, plot, model).paint(words.abandoned(), this::wordsTop);
            meanLine(0);
            evaluations();
        });
        curtain();
        pen.horizontal(ThemeColor.LINE_STRONG, plot.left(), plot.right(), plot.base());
        EventLane.paint(pen, plot, model, words.events(), height - LANE_ABOVE_BOTTOM);
    }

    /**
     * Draws the end of a drawing that goes on: what lies right of the columns that stay.
     *
     * @param clear takes away what is within x, y, width, height
     */
    void end(Drawn before, Clearing clear) {
        int first = before.columns().settled() - JOIN;
        double x = plot.left() + first;
        double top = plot.top() - 4;
        double width = plot.right() + 4 - x;
        double height = plot.base() + 4 - top;
        clear.clear(x, top, width, height);
        pen.within(x, top, width, height, () -> {
            lines();
            verticals();
            band(first);
            if (lastAbandoned() + AbandonedTails.reach(words.abandoned()) > x) {
                new AbandonedTails(pen, plot, model).paint(words.abandoned(), this::wordsTop);
            }
            meanLine(first - JOIN);
            evaluations();
            pen.horizontal(ThemeColor.LINE_STRONG, plot.left(), plot.right(), plot.base());
        });
    }

    /** Makes a rectangle empty. */
    @FunctionalInterface
    interface Clearing {
        void clear(double x, double y, double width, double height);
    }

    /** Where the last abandoned update is drawn. */
    private double lastAbandoned() {
        double last = Double.NEGATIVE_INFINITY;
        MetricTable.Values xs = model.abandoned().values(model.x());
        for (int row = 0; row < model.abandoned().size(); row++) {
            last = Math.max(last, xs.at(row));
        }
        return plot.px(last);
    }

    /** What lies below the curtain is hatched: it is there, and no scale takes it in. */
    private void curtain() {
        double end = Math.min(plot.right(), plot.px(model.axis().curtain()));
        if (model.axis().curtain() > 0 && end > plot.left()) {
            pen.hatch(ThemeColor.GHOST, plot.left(), plot.top(), end - plot.left(), plot.base() - plot.top(), 6);
            pen.vertical(ThemeColor.LINE_STRONG, end, plot.top(), plot.base());
        }
    }

    private void clipped(Runnable drawing) {
        pen.within(plot.left() - 4, plot.top() - 4, plot.right() - plot.left() + 8, plot.base() - plot.top() + 8, drawing);
    }

    private void grid() {
        lines();
        double lastLabel = Double.POSITIVE_INFINITY;
        for (double tick : plot.y().ticks()) {
            double y = plot.py(tick);
            if (lastLabel - y >= 14) {
                pen.text(plot.y().label(tick), plot.left() - 6, y, Typeface.MONO, 11, ThemeColor.FAINT, Align.RIGHT);
                lastLabel = y;
            }
        }
    }

    private void lines() {
        for (double tick : plot.y().ticks()) {
            pen.horizontal(ThemeColor.LINE, plot.left(), plot.right(), plot.py(tick));
        }
    }

    /** From the right to the left: the end keeps its figure, one that would touch its neighbour is left out. */
    private void figuresOfX() {
        int intervals = Math.max(2, plot.columns() / PIXELS_A_TICK_X);
        Axis x = XScale.axis(model.x(), plot.fromX(), plot.toX(), intervals);
        List<Double> ticks = x.ticks();
        double free = plot.right() + 8;
        for (int index = ticks.size() - 1; index >= 0; index--) {
            double tick = ticks.get(index);
            String label = x.label(tick) + (index == 0 && model.x() != Metric.UPDATE ? " " + XScale.unitName(model.x(), plot.toX()) : "");
            double width = Typeface.MONO.width(label, 11);
            double middle = plot.px(XScale.toX(model.x(), plot.toX(), tick));
            double left = Math.max(plot.left(), Math.min(plot.right() - width, middle - width / 2));
            if (left + width + 8 <= free) {
                pen.text(label, left, plot.base() + 12, Typeface.MONO, 11, ThemeColor.FAINT, Align.LEFT);
                free = left;
            }
        }
    }

    private void verticals() {
        double wordsEnd = Double.NEGATIVE_INFINITY;
        for (EventMark event : model.events()) {
            if (!event.line().isEmpty()) {
                wordsEnd = vertical(model.x(event), event.line(), wordsEnd);
            }
        }
        for (int resumePoint : model.resumePoints()) {
            wordsEnd = vertical(model.training().xOfUpdate(resumePoint), words.resumed(), wordsEnd);
        }
    }

    /** A dotted line with its word, unless the word before reaches so far. */
    private double vertical(double x, String word, double wordsEnd) {
        double px = Math.round(plot.px(x)) + 0.5;
        if (!plot.holds(px)) {
            return wordsEnd;
        }
        pen.line(ThemeColor.LINE_STRONG, 1, px, plot.top(), px, plot.base(), 2, 3);
        double end = px + 4 + Typeface.UI.width(word, 11);
        if (px + 4 < wordsEnd || end > plot.right()) {
            return wordsEnd;
        }
        pen.text(word, px + 4, wordsTop(end), Typeface.UI, 11, ThemeColor.FAINT, Align.LEFT);
        return end + 8;
    }

    /** The first line of words beside a vertical; below the legend if they would run into it. */
    private double wordsTop(double wordsEnd) {
        return plot.top() + 6 + (wordsEnd > plot.right() - legendWidth - 4 ? legendHeight + 4 : 0);
    }

    private void band(int first) {
        for (int column = first; column < columns.width(); column++) {
            if (Double.isFinite(columns.min()[column])) {
                double top = Math.max(plot.top(), plot.py(columns.max()[column]));
                double bottom = Math.min(plot.base(), plot.py(columns.min()[column]));
                if (bottom >= plot.top() && top <= plot.base()) {
                    pen.fill(ThemeColor.BAND, plot.left() + column, top, 1, Math.max(1, bottom - top));
                }
            }
        }
    }

    /** Few rows: each value, joined. */
    private void values() {
        Curve curve = model.training();
        int first = Math.max(0, curve.rowAt(plot.fromX()) - 1);
        int last = Math.min(curve.size(), curve.rowAt(plot.toX()) + 1);
        double[] xs = new double[Math.max(0, last - first)];
        double[] ys = new double[xs.length];
        int points = 0;
        for (int row = first; row < last; row++) {
            if (Double.isFinite(curve.y(row))) {
                xs[points] = plot.px(curve.x(row));
                ys[points++] = plot.py(curve.y(row));
            }
        }
        pen.polyline(ThemeColor.BAND, 1, xs, ys, points);
        if (points == 1) {
            pen.disc(ThemeColor.SERIES, xs[0], ys[0], 2);
        }
    }

    private void meanLine(int first) {
        double[] xs = new double[columns.width()];
        double[] ys = new double[columns.width()];
        int points = 0;
        for (int column = first; column < columns.width(); column++) {
            double mean = columns.mean()[column];
            if (Double.isFinite(mean)) {
                xs[points] = plot.left() + column + 0.5;
                ys[points++] = plot.py(mean);
            }
        }
        pen.polyline(ThemeColor.SERIES, 1.5, xs, ys, points);
    }

    private void evaluations() {
        Curve curve = model.evaluation();
        double[] xs = new double[curve.size()];
        double[] ys = new double[curve.size()];
        int points = 0;
        for (int row = 0; row < curve.size(); row++) {
            if (Double.isFinite(curve.y(row))) {
                xs[points] = plot.px(curve.x(row));
                ys[points++] = plot.py(curve.y(row));
            }
        }
        pen.polyline(ThemeColor.ACCENT, 1.5, xs, ys, points);
        boolean roomy = points < 2 || (xs[points - 1] - xs[0]) / (points - 1) >= 2 * DIAMOND;
        for (int point = 0; point < points; point++) {
            if (ys[point] < plot.top()) {
                // Off the scale: the line shows where it comes from.
                pen.triangle(ThemeColor.ACCENT, xs[point], plot.top() + DIAMOND, DIAMOND, true);
            } else if (roomy || point == points - 1) {
                pen.diamond(ThemeColor.ACCENT, xs[point], ys[point], DIAMOND);
            }
        }
    }
}
