package org.bytestill.ui.common.chart;

import java.util.ArrayList;
import java.util.List;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.Painter.Align;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Typeface;

/** The layer above the curves: the legend with last values, or, where somebody reads, the cross-hair and its values. */
final class ReadOut {
    private static final double ROW = 18;

    private final ChartModel model;
    private final String trainingName;
    private final String evaluationName;
    private final int places;

    ReadOut(ChartModel model, String trainingName, String evaluationName, int places) {
        this.model = model;
        this.trainingName = trainingName;
        this.evaluationName = evaluationName;
        this.places = places;
    }

    private record Line(boolean training, String name, double value) {}

    void paint(Painter pen, Plot plot, CrossHair crossHair, double top) {
        boolean reading = crossHair.isOn() && plot.holds(plot.px(crossHair.x()));
        List<Line> lines = lines(reading ? crossHair.x() : Double.POSITIVE_INFINITY);
        if (reading) {
            hair(pen, plot, crossHair.x(), lines);
        }
        legend(pen, plot, lines, top);
    }

    /** Width of the legend with last values; 0 without any. */
    double width() {
        return width(lines(Double.POSITIVE_INFINITY));
    }

    /** Height of the legend with last values. */
    double height() {
        return ROW * lines(Double.POSITIVE_INFINITY).size();
    }

    private double width(List<Line> lines) {
        return lines.isEmpty() ? 0
                : figureWidth(lines) + 8 + lines.stream().mapToDouble(line -> Typeface.UI.width(line.name(), 11)).max().orElse(0) + 24;
    }

    private double figureWidth(List<Line> lines) {
        return lines.stream().mapToDouble(line -> Typeface.MONO_MEDIUM.width(Format.fixed(line.value(), places), 12)).max().orElse(0);
    }

    private List<Line> lines(double x) {
        List<Line> lines = new ArrayList<>();
        double last = model.training().size() == 0 ? Double.NaN : model.training().x(model.training().size() - 1);
        if (!model.training().isBlank() && (Double.isInfinite(x) || x <= last)) {
            lines.add(new Line(true, trainingName, model.trainingAt(x)));
        }
        if (!model.evaluation().isBlank()) {
            lines.add(new Line(false, evaluationName, model.evaluationAt(x)));
        }
        return lines;
    }

    private void hair(Painter pen, Plot plot, double x, List<Line> lines) {
        double px = plot.px(x);
        pen.vertical(ThemeColor.ACCENT, px, plot.top(), plot.base());
        for (Line line : lines) {
            double y = plot.py(line.value());
            if (line.training() && y >= plot.top() && y <= plot.base()) {
                pen.disc(ThemeColor.PANEL, px + 0.5, y, 4).ring(ThemeColor.ACCENT, px + 0.5, y, 3.5, 1.5);
            }
        }
        String figure = XScale.figure(model.x(), x, plot.toX());
        double half = Typeface.MONO_MEDIUM.width(figure, 11) / 2 + 4;
        double middle = Math.max(plot.left() + half, Math.min(plot.right() - half, px));
        pen.fill(ThemeColor.ACCENT_SOFT, middle - half, plot.base() + 3, 2 * half, 18)
                .text(figure, middle, plot.base() + 12, Typeface.MONO_MEDIUM, 11, ThemeColor.FG, Align.CENTER);
    }

    private void legend(Painter pen, Plot plot, List<Line> lines, double top) {
        if (lines.isEmpty()) {
            return;
        }
        double figures = figureWidth(lines);
        double width = width(lines);
        pen.fill(ThemeColor.PANEL, plot.right() - width, top, width, ROW * lines.size());
        double y = top + ROW / 2;
        for (Line line : lines) {
            pen.text(Format.fixed(line.value(), places), plot.right(), y, Typeface.MONO_MEDIUM, 12, ThemeColor.FG, Align.RIGHT);
            double nameEnd = plot.right() - figures - 8;
            pen.text(line.name(), nameEnd, y, Typeface.UI, 11, ThemeColor.MUTED, Align.RIGHT);
            double sample = nameEnd - Typeface.UI.width(line.name(), 11) - 22;
            if (line.training()) {
                pen.fill(ThemeColor.BAND, sample, y - 4, 16, 8).fill(ThemeColor.SERIES, sample, y - 1, 16, 2);
            } else {
                pen.line(ThemeColor.ACCENT, 1.5, sample, y, sample + 16, y).diamond(ThemeColor.ACCENT, sample + 8, y, 3.5);
            }
            y += ROW;
        }
    }
}
