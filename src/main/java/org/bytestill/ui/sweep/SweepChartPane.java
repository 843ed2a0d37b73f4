package org.bytestill.ui.sweep;

import java.util.List;
import javafx.scene.layout.StackPane;
import org.bytestill.engine.sweep.Measure;
import org.bytestill.ui.common.CanvasPicture;
import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.Painter.Align;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Typeface;

/** A measure of all cells: a dot a cell with its interval, on one scale; hollow for one seed, which has none. */
final class SweepChartPane extends StackPane {
    private static final double TOP = 8;
    private static final double BOTTOM = 28;
    private static final double MOST_ROW = 32;
    private static final double SIZE = 11;
    private static final int TICKS = 4;

    private final CanvasPicture picture;
    private List<SweepViewModel.Dot> dots = List.of();
    private Measure measure = Measure.BITS;
    private String empty = "";

    SweepChartPane(Theme theme) {
        picture = new CanvasPicture(theme, 360, 160, "", this::draw);
        setMinHeight(120);
        getChildren().add(picture);
    }

    /**
     * @param spoken    what the picture says, in words
     * @param emptyText said while there is nothing to draw
     */
    void show(List<SweepViewModel.Dot> newDots, Measure of, String spoken, String emptyText) {
        dots = newDots;
        measure = of;
        empty = emptyText;
        picture.setSummary(spoken);
        picture.redraw();
    }

    private void draw(Painter pen, double width, double height) {
        if (dots.isEmpty()) {
            pen.text(empty, width / 2, height / 2, Typeface.UI, 12, ThemeColor.MUTED, Align.CENTER);
            return;
        }
        double left = 20 + Math.min(width / 3, dots.stream().mapToDouble(dot -> Typeface.UI.width(dot.cell(), SIZE)).max().orElse(0));
        double right = width - 32;
        double low = dots.stream().mapToDouble(dot -> dot.mean() - dot.half()).min().orElseThrow();
        double high = dots.stream().mapToDouble(dot -> dot.mean() + dot.half()).max().orElseThrow();
        double span = high > low ? high - low : 1;
        double base = Math.min(height - BOTTOM, TOP + MOST_ROW * dots.size());
        for (int tick = 0; tick <= TICKS; tick++) {
            double value = low + span * tick / TICKS;
            double x = left + (right - left) * tick / TICKS;
            pen.vertical(ThemeColor.LINE, x, TOP, base);
            pen.text(measure.written(value), x, base + 12, Typeface.MONO, SIZE, ThemeColor.FAINT, Align.CENTER);
        }
        double row = (base - TOP) / dots.size();
        for (int index = 0; index < dots.size(); index++) {
            SweepViewModel.Dot dot = dots.get(index);
            double y = TOP + row * (index + 0.5);
            double x = left + (right - left) * (dot.mean() - low) / span;
            double half = (right - left) * dot.half() / span;
            pen.text(dot.cell(), left - 12, y, Typeface.UI, SIZE, ThemeColor.FG, Align.RIGHT);
            if (dot.hasInterval()) {
                pen.fill(ThemeColor.SERIES, x - half, y - 1, 2 * half, 2);
                pen.disc(ThemeColor.SERIES, x, y, 4);
            } else {
                pen.ring(ThemeColor.SERIES, x, y, 4, 1.5);
            }
        }
    }
}
