package org.bytestill.ui.common.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javafx.scene.layout.Region;
import org.bytestill.run.Metric;
import org.bytestill.ui.common.CanvasPicture;
import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.Painter.Align;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Typeface;
import org.bytestill.util.Texts;

/** Curves of several runs over one another, told apart by line pattern and shade, each with its name at its end. */
public final class OverlayChart extends Region {
    /** As many are told apart. */
    public static final int PATTERNS = 6;

    /**
     * A curve.
     *
     * @param pattern which of the line patterns, the run's own for good
     */
    public record Line(String label, double[] xs, double[] ys, int pattern) {}

    private static final Texts TEXTS = Texts.of("common");
    private static final ThemeColor[] COLORS = {ThemeColor.FG, ThemeColor.ACCENT, ThemeColor.SERIES, ThemeColor.FG, ThemeColor.ACCENT,
        ThemeColor.GHOST};
    private static final double[][] DASHES = {{}, {}, {8, 4}, {2, 3}, {8, 3, 2, 3}, {}};
    private static final double LEFT = 48;
    private static final double TOP = 10;
    private static final double BOTTOM = 36;
    private static final double LABEL_SIZE = 11;
    private static final double LABEL_HEIGHT = 14;
    private static final double MOST_LABEL = 168;

    private final CanvasPicture picture;
    private List<Line> lines = List.of();
    private Metric x = Metric.UPDATE;
    private double limit = Double.NaN;
    private String emptyText = "";

    public OverlayChart(Theme theme) {
        picture = new CanvasPicture(theme, 420, 220, "", this::draw);
        getChildren().add(picture);
        setMinSize(200, 140);
        setPrefSize(420, 220);
    }

    /**
     * @param byX    {@link Metric#UPDATE} or {@link Metric#BYTES}
     * @param marked an x that is marked for all, such as that up to which they are compared; NaN for none
     */
    public void setLines(List<Line> newLines, Metric byX, double marked, String spoken) {
        lines = newLines.stream().filter(line -> finite(line).length > 0).toList();
        x = byX;
        limit = marked;
        picture.setSummary(spoken);
        picture.redraw();
    }

    /** Said in the frame while there is no curve. */
    public void setEmptyText(String text) {
        emptyText = text;
        picture.redraw();
    }

    /** A sample of a line pattern, for the legend of a table. */
    public static void sample(Painter pen, int pattern, double width, double height) {
        pen.line(COLORS[pattern % PATTERNS], 2, 1, height / 2, width - 1, height / 2, DASHES[pattern % PATTERNS]);
    }

    @Override
    protected void layoutChildren() {
        picture.resizeRelocate(0, 0, getWidth(), getHeight());
    }

    private static int[] finite(Line line) {
        return IntStream.range(0, line.xs().length).filter(row -> Double.isFinite(line.xs()[row]) && Double.isFinite(line.ys()[row]))
                .toArray();
    }

    private void draw(Painter pen, double width, double height) {
        double labels = Math.min(MOST_LABEL,
                lines.stream().mapToDouble(line -> Typeface.UI.width(line.label(), LABEL_SIZE)).max().orElse(0));
        double right = width - 16 - labels;
        double base = height - BOTTOM;
        double most = xs().max().orElse(1);
        double[] ys = lines.stream().flatMapToDouble(line -> IntStream.of(finite(line)).mapToDouble(row -> line.ys()[row])).toArray();
        Axis y = ys.length == 0 ? Axis.round(0, 1, 4)
                : Axis.round(DoubleStream.of(ys).min().orElseThrow(), ValueRange.topOf(ys), (int) Math.max(2, (base - TOP) / 36));
        Plot plot = new Plot(LEFT, right, TOP, base, 0, Math.max(most, 1), y);
        axes(pen, plot, height);
        if (lines.isEmpty()) {
            pen.textOnPatch(emptyText, (LEFT + right) / 2, (TOP + base) / 2, Typeface.UI, 12, ThemeColor.MUTED, Align.CENTER);
            return;
        }
        pen.within(LEFT, TOP - 4, right - LEFT + 4, base - TOP + 6, () -> lines.forEach(line -> line(pen, plot, line)));
        names(pen, plot, labels);
    }

    private DoubleStream xs() {
        return lines.stream().flatMapToDouble(line -> IntStream.of(finite(line)).mapToDouble(row -> line.xs()[row]));
    }

    private void axes(Painter pen, Plot plot, double height) {
        for (double tick : plot.y().ticks()) {
            pen.horizontal(ThemeColor.LINE, plot.left(), plot.right(), plot.py(tick));
            pen.text(plot.y().label(tick), plot.left() - 6, plot.py(tick), Typeface.MONO, LABEL_SIZE, ThemeColor.FAINT, Align.RIGHT);
        }
        Axis printed = XScale.axis(x, 0, plot.toX(), (int) Math.max(2, plot.columns() / 72));
        for (double tick : printed.ticks()) {
            double px = plot.px(XScale.toX(x, plot.toX(), tick));
            pen.text(printed.label(tick), px, plot.base() + 12, Typeface.MONO, LABEL_SIZE, ThemeColor.FAINT, Align.CENTER);
        }
        String unit = x == Metric.BYTES ? TEXTS.get("overlay.bytes", XScale.unitName(x, plot.toX())) : TEXTS.get("overlay.updates");
        pen.text(unit, (plot.left() + plot.right()) / 2, height - 10, Typeface.UI, LABEL_SIZE, ThemeColor.MUTED, Align.CENTER);
        if (Double.isFinite(limit) && limit > 0 && limit < plot.toX()) {
            pen.line(ThemeColor.LINE_STRONG, 1, plot.px(limit), plot.top(), plot.px(limit), plot.base(), 2, 3);
        }
    }

    private void line(Painter pen, Plot plot, Line line) {
        int[] rows = finite(line);
        double[] px = IntStream.of(rows).mapToDouble(row -> plot.px(line.xs()[row])).toArray();
        double[] py = IntStream.of(rows).mapToDouble(row -> plot.py(line.ys()[row])).toArray();
        ThemeColor color = COLORS[line.pattern() % PATTERNS];
        pen.polyline(color, 1.5, px, py, rows.length, DASHES[line.pattern() % PATTERNS]);
        pen.diamond(color, px[rows.length - 1], py[rows.length - 1], 4);
    }

    /** Each name beside the end of its curve, those of near ends below one another. */
    private void names(Painter pen, Plot plot, double room) {
        record Name(Line line, double y) {}
        List<Name> names = new ArrayList<>();
        for (Line line : lines) {
            int[] rows = finite(line);
            names.add(new Name(line, plot.py(line.ys()[rows[rows.length - 1]])));
        }
        names.sort(Comparator.comparingDouble(Name::y));
        double below = plot.top() - LABEL_HEIGHT;
        double last = plot.base() - LABEL_HEIGHT * (names.size() - 1);
        for (Name name : names) {
            below = Math.max(below + LABEL_HEIGHT, Math.min(name.y(), last));
            last += LABEL_HEIGHT;
            pen.text(cut(name.line().label(), room), plot.right() + 8, below, Typeface.UI, LABEL_SIZE,
                    COLORS[name.line().pattern() % PATTERNS], Align.LEFT);
        }
    }

    private static String cut(String label, double room) {
        if (Typeface.UI.width(label, LABEL_SIZE) <= room + 0.5) {
            return label;
        }
        int keep = label.length();
        while (keep > 4
                && Typeface.UI.width(label.substring(0, keep / 2) + "…" + label.substring(label.length() - keep / 2), LABEL_SIZE) > room) {
            keep--;
        }
        return label.substring(0, keep / 2) + "…" + label.substring(label.length() - keep / 2);
    }
}
