package org.bytestill.ui.common.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javafx.geometry.Rectangle2D;
import javafx.scene.layout.Region;
import org.bytestill.ui.common.CanvasPicture;
import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.Painter.Align;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Typeface;
import org.bytestill.util.Texts;

/**
 * Agreement with the teacher against quality on data: KL in bits to the right, bits per byte upwards, lower left is
 * better. Runs stand by themselves, the evaluations of one run are joined to a trail.
 */
public final class PairPlane extends Region {
    /** A point; {@code label} may be empty. */
    public record Point(double klBits, double bitsPerByte, String label, boolean chosen) {
        private boolean isMeasured() {
            return Double.isFinite(klBits) && Double.isFinite(bitsPerByte);
        }
    }

    private static final Texts TEXTS = Texts.of("common");
    private static final double LEFT = 48;
    private static final double RIGHT = 16;
    private static final double TOP = 8;
    private static final double BOTTOM = 36;
    private static final double LABEL_SIZE = 11;

    private final CanvasPicture pic;
    private final boolean trail;
    private List<Point> points = List.of();
    private String emptyText = "";

    public PairPlane(Theme theme, boolean trail) {
        this.trail = trail;
        pic = new CanvasPicture(theme, 300, 196, "", this::draw);
        getChildren().add(pic);
        setMinSize(160, 120);
        setPrefSize(300, 196);
    }

    /** Points that lack a value are left out; {@code spoken} says what is seen. */
    public void setPoints(List<Point> newPoints, String spoken) {
        List<Point> measured = newPoints.stream().filter(Point::isMeasured).toList();
        pic.setSummary(spoken);
        if (!measured.equals(points)) {
            points = measured;
            pic.redraw();
        }
    }

    /** Said in the frame while there is no point. */
    public void setEmptyText(String text) {
        if (!text.equals(emptyText)) {
            emptyText = text;
            pic.redraw();
        }
    }

    @Override
    protected void layoutChildren() {
        pic.resizeRelocate(0, 0, getWidth(), getHeight());
    }

    private void draw(Painter pen, double width, double height) {
        double base = height - BOTTOM;
        double right = width - RIGHT;
        Axis x = axis(points.stream().mapToDouble(Point::klBits).toArray(), (int) Math.max(2, (right - LEFT) / 64));
        Axis y = axis(points.stream().mapToDouble(Point::bitsPerByte).toArray(), (int) Math.max(2, (base - TOP) / 28));
        for (double tick : x.ticks()) {
            double px = LEFT + (right - LEFT) * x.place(tick);
            pen.vertical(ThemeColor.LINE, px, TOP, base);
            // The last one stands whole inside the picture.
            double half = Typeface.MONO.width(x.label(tick), LABEL_SIZE) / 2;
            pen.text(x.label(tick), Math.min(px, width - half - 2), base + 12, Typeface.MONO, LABEL_SIZE, ThemeColor.FAINT, Align.CENTER);
        }
        for (double tick : y.ticks()) {
            double py = base - (base - TOP) * y.place(tick);
            pen.horizontal(ThemeColor.LINE, LEFT, right, py);
            pen.text(y.label(tick), LEFT - 6, py, Typeface.MONO, LABEL_SIZE, ThemeColor.FAINT, Align.RIGHT);
        }
        pen.text(TEXTS.get("plane.x"), (LEFT + right) / 2, height - 10, Typeface.UI, LABEL_SIZE, ThemeColor.MUTED, Align.CENTER);
        pen.textOnPatch(TEXTS.get("plane.y"), LEFT + 8, TOP + 10, Typeface.UI, LABEL_SIZE, ThemeColor.MUTED, Align.LEFT);
        if (points.isEmpty()) {
            pen.textOnPatch(emptyText, (LEFT + right) / 2, (TOP + base) / 2, Typeface.UI, 12, ThemeColor.MUTED, Align.CENTER);
            return;
        }
        double[] xs = points.stream().mapToDouble(point -> LEFT + (right - LEFT) * x.place(point.klBits())).toArray();
        double[] ys = points.stream().mapToDouble(point -> base - (base - TOP) * y.place(point.bitsPerByte())).toArray();
        if (trail) {
            pen.polyline(ThemeColor.SERIES, 1, xs, ys, xs.length);
        }
        marks(pen, xs, ys);
        labels(pen, xs, ys, new Rectangle2D(LEFT, TOP, right - LEFT, base - TOP));
    }

    private static Axis axis(double[] values, int intervals) {
        if (values.length == 0) {
            return Axis.round(0, 1, intervals);
        }
        double low = Arrays.stream(values).min().orElseThrow();
        double high = Arrays.stream(values).max().orElseThrow();
        // Not closer than a tenth: a tiny difference must not look like a gulf, nor a single point stand nowhere.
        double margin = Math.max(0.06 * (high - low), 0.05 * Math.abs(high));
        return Axis.round(low - margin, high + margin, intervals);
    }

    private void marks(Painter pen, double[] xs, double[] ys) {
        for (int index = 0; index < xs.length; index++) {
            if (points.get(index).chosen()) {
                pen.diamond(ThemeColor.ACCENT, xs[index], ys[index], 6);
            } else if (trail) {
                pen.disc(ThemeColor.SERIES, xs[index], ys[index], 2.5);
            } else {
                pen.ring(ThemeColor.SERIES, xs[index], ys[index], 4, 1.5);
            }
        }
    }

    /** The chosen one's label first; a label that would lie on another or on a mark is moved, or left out. */
    private void labels(Painter pen, double[] xs, double[] ys, Rectangle2D frame) {
        List<Rectangle2D> taken = new ArrayList<>();
        for (int index = 0; index < xs.length; index++) {
            taken.add(new Rectangle2D(xs[index] - 5, ys[index] - 5, 10, 10));
        }
        for (boolean chosen : new boolean[] {true, false}) {
            for (int index = 0; index < xs.length; index++) {
                Point point = points.get(index);
                if (point.chosen() == chosen && !point.label().isEmpty()) {
                    label(pen, point, xs[index], ys[index], frame, taken);
                }
            }
        }
    }

    private static void label(Painter pen, Point point, double x, double y, Rectangle2D frame, List<Rectangle2D> taken) {
        Typeface face = point.chosen() ? Typeface.MEDIUM : Typeface.UI;
        double width = face.width(point.label(), LABEL_SIZE) + 4;
        double[][] corners = {{x + 9, y - 8}, {x + 6, y - 24}, {x + 6, y + 8}, {x - 9 - width, y - 8}, {x - width / 2, y + 8},
            {x - width / 2, y - 24}};
        for (double[] corner : corners) {
            Rectangle2D place = new Rectangle2D(corner[0], corner[1], width, 16);
            if (frame.contains(place) && taken.stream().noneMatch(place::intersects)) {
                taken.add(place);
                pen.textOnPatch(point.label(), corner[0] + 2, corner[1] + 8, face, LABEL_SIZE,
                        point.chosen() ? ThemeColor.FG : ThemeColor.MUTED, Align.LEFT);
                return;
            }
        }
    }
}
