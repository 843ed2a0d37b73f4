package org.bytestill.engine.sweep.report;

import java.util.List;
import java.util.Locale;
import org.bytestill.engine.sweep.Figure;
import org.bytestill.engine.sweep.Measure;
import org.bytestill.engine.sweep.SweepTable;

/** A table of a sweep as a drawing: for each measure a dot a cell with its interval, on one scale. Needs no style sheet. */
final class SweepChart {
    private static final int NAMES = 130;
    private static final int PANEL = 220;
    private static final int ROW = 18;
    private static final int TOP = 34;
    private static final int BOTTOM = 24;
    private static final double DOT = 3.5;

    private final SweepTable table;

    SweepChart(SweepTable table) {
        this.table = table;
    }

    String svg() {
        int height = TOP + ROW * table.rows().size() + BOTTOM;
        int width = NAMES + PANEL * Measure.values().length + 10;
        StringBuilder svg = new StringBuilder();
        add(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
                + "font-family=\"sans-serif\" font-size=\"11\" fill=\"#333\">\n", width, height, width, height);
        add(svg, "<title>%s</title>\n<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n", table.budget().title());
        for (int row = 0; row < table.rows().size(); row++) {
            add(svg, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n", NAMES - 8, middle(row) + 4, table.rows().get(row).cell());
        }
        for (Measure measure : Measure.values()) {
            panel(svg, measure);
        }
        return svg.append("</svg>\n").toString();
    }

    private static double middle(int row) {
        return TOP + ROW * (row + 0.5);
    }

    private void panel(StringBuilder svg, Measure measure) {
        List<Figure> figures = table.rows().stream().map(row -> row.figures().get(measure)).toList();
        double low = figures.stream().mapToDouble(figure -> figure.mean() - bounded(figure)).filter(Double::isFinite).min().orElse(0);
        double high = figures.stream().mapToDouble(figure -> figure.mean() + bounded(figure)).filter(Double::isFinite).max().orElse(1);
        Scale scale = new Scale(low, high > low ? high : low + 1, NAMES + PANEL * measure.ordinal() + 12, PANEL - 24);
        add(svg, "<text x=\"%.1f\" y=\"16\" font-weight=\"bold\">%s</text>\n", scale.left, measure.title());
        int bottom = TOP + ROW * figures.size();
        for (double mark : new double[] {low, (low + high) / 2, high}) {
            add(svg, "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#ddd\"/>\n", scale.x(mark), scale.x(mark), TOP - 6,
                    bottom);
            add(svg, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>\n", scale.x(mark), bottom + 15, measure.written(mark));
        }
        for (int row = 0; row < figures.size(); row++) {
            dot(svg, figures.get(row), scale, middle(row));
        }
    }

    private static void dot(StringBuilder svg, Figure figure, Scale scale, double y) {
        if (Double.isNaN(figure.mean())) {
            return;
        }
        double half = bounded(figure);
        add(svg, "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#0072b2\" stroke-width=\"2\"/>\n",
                scale.x(figure.mean() - half), scale.x(figure.mean() + half), y, y);
        add(svg, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\" stroke=\"#0072b2\"/>\n", scale.x(figure.mean()), y, DOT,
                figure.seeds() < 2 ? "#fff" : "#0072b2");
    }

    /** One seed has no interval; its dot is hollow. */
    private static double bounded(Figure figure) {
        return Double.isFinite(figure.half()) ? figure.half() : 0;
    }

    private record Scale(double low, double high, double left, double width) {
        double x(double value) {
            return left + width * (value - low) / (high - low);
        }
    }

    private static void add(StringBuilder svg, String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments));
    }
}
