package org.bytestill.ui.common.chart;

import java.util.List;
import java.util.stream.DoubleStream;
import javafx.scene.layout.Region;
import org.bytestill.ui.common.CanvasPicture;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.Painter.Align;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Typeface;

/** Values with intervals at some places, joined by a line, and values that others have as lines across. */
public final class IntervalChart extends Region {
    /** A value with its interval, whose ends are NaN where there is none. */
    public record Point(double x, double value, double low, double high) {
        private boolean hasInterval() {
            return Double.isFinite(low) && Double.isFinite(high);
        }
    }

    /** A value that somebody else has, with its name. */
    public record Level(String name, double value, ThemeColor ink, double... dash) {}

    private static final double LEFT = 60;
    private static final double RIGHT = 20;
    private static final double TOP = 12;
    private static final double BOTTOM = 40;
    private static final double LABEL_SIZE = 11;
    private static final double LABEL_HEIGHT = 16;
    private static final double CAP = 4;

    private final CanvasPicture pic;
    private final String unit;
    private List<Point> points = List.of();
    private List<Level> levels = List.of();
    private int chosen = -1;

    /** @param unit of the horizontal axis */
    public IntervalChart(Theme theme, String unit) {
        this.unit = unit;
        pic = new CanvasPicture(theme, 320, 200, "", this::draw);
        getChildren().add(pic);
        setMinSize(160, 120);
        setPrefSize(320, 200);
    }

    /** @param shown number of the point that is chosen; -1 for none. {@code spoken} says what is seen. */
    public void show(List<Point> newPoints, List<Level> newLevels, int shown, String spoken) {
        points = newPoints.stream().filter(point -> Double.isFinite(point.value())).toList();
        levels = newLevels.stream().filter(level -> Double.isFinite(level.value())).toList();
        chosen = shown;
        pic.setSummary(spoken);
        pic.redraw();
    }

    @Override
    protected void layoutChildren() {
        pic.resizeRelocate(0, 0, getWidth(), getHeight());
    }

    private void draw(Painter pen, double width, double height) {
        if (points.isEmpty()) {
            return;
        }
        double base = height - BOTTOM;
        double right = width - RIGHT - levels.stream().mapToDouble(level -> Typeface.MEDIUM.width(name(level), LABEL_SIZE)).max().orElse(0);
        Axis x = Axis.round(0, points.stream().mapToDouble(Point::x).max().orElseThrow(),
                (int) Math.max(2, Math.min(6, (right - LEFT) / 80)));
        Axis y = vertical((int) Math.max(2, Math.min(5, (base - TOP) / 36)));
        for (double tick : y.ticks()) {
            double py = base - (base - TOP) * y.place(tick);
            pen.horizontal(ThemeColor.LINE, LEFT, right, py);
            pen.text(y.label(tick), LEFT - 8, py, Typeface.MONO, LABEL_SIZE, ThemeColor.FAINT, Align.RIGHT);
        }
        for (double tick : x.ticks()) {
            double px = LEFT + (right - LEFT) * x.place(tick);
            double half = Typeface.MONO.width(x.label(tick), LABEL_SIZE) / 2;
            pen.text(x.label(tick), Math.min(px, width - half - 2), base + 14, Typeface.MONO, LABEL_SIZE, ThemeColor.FAINT, Align.CENTER);
        }
        pen.text(unit, (LEFT + right) / 2, height - 10, Typeface.UI, LABEL_SIZE, ThemeColor.MUTED, Align.CENTER);
        double[] xs = points.stream().mapToDouble(point -> LEFT + (right - LEFT) * x.place(point.x())).toArray();
        double[] ys = points.stream().mapToDouble(point -> base - (base - TOP) * y.place(point.value())).toArray();
        for (Level level : levels) {
            double py = base - (base - TOP) * y.place(level.value());
            pen.line(level.ink(), 1.5, LEFT, py, right, py, level.dash());
        }
        for (int i = 0; i < xs.length; i++) {
            if (points.get(i).hasInterval()) {
                whisker(pen, xs[i], base - (base - TOP) * y.place(points.get(i).low()),
                        base - (base - TOP) * y.place(points.get(i).high()));
            }
        }
        pen.polyline(ThemeColor.SERIES, 1.5, xs, ys, xs.length);
        for (int i = 0; i < xs.length; i++) {
            pen.diamond(ThemeColor.ACCENT, xs[i], ys[i], i == chosen ? 7 : 4);
        }
        labels(pen, y, base, right);
    }

    private static void whisker(Painter pen, double x, double low, double high) {
        pen.fill(ThemeColor.BAND, x - CAP, high, 2 * CAP + 1, Math.max(1, low - high));
    }

    private static String name(Level level) {
        return level.name() + " " + Format.fixed(level.value(), 3);
    }

    /** At the right ends of their lines; those that are near each other one below the other. */
    private void labels(Painter pen, Axis y, double base, double right) {
        double last = Double.NEGATIVE_INFINITY;
        for (Level level : levels.stream().sorted((a, b) -> Double.compare(b.value(), a.value())).toList()) {
            last = Math.max(base - (base - TOP) * y.place(level.value()), last + LABEL_HEIGHT);
            pen.text(name(level), right + 8, last, Typeface.MEDIUM, LABEL_SIZE, ThemeColor.FG, Align.LEFT);
        }
    }

    private Axis vertical(int intervals) {
        double[] values = DoubleStream.concat(levels.stream().mapToDouble(Level::value),
                points.stream().flatMapToDouble(point -> DoubleStream.of(point.value(), point.low(), point.high())))
                .filter(Double::isFinite)
                .toArray();
        double low = DoubleStream.of(values).min().orElseThrow();
        double high = DoubleStream.of(values).max().orElseThrow();
        double margin = 0.04 * (high - low);
        // What is never below 0 does not begin below it.
        return Axis.round(low >= 0 ? Math.max(0, low - margin) : low - margin, high + margin, intervals);
    }
}
