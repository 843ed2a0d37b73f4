package org.bytestill.engine.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricLog;
import org.bytestill.run.MetricTable;

/** A metric over the updates of a run as SVG: the range and the mean of the updates of each column, evaluations as diamonds, marked updates. */
final class ReportChart {
    private static final double WIDTH = 1000;
    private static final double HEIGHT = 240;
    private static final double LEFT = 56;
    private static final double RIGHT = 12;
    private static final double TOP = 14;
    private static final double BOTTOM = 28;
    private static final int COLUMNS = 400;
    private static final int TICKS = 5;
    /** So much of the columns may stick out at either side: one early spike must not press the rest flat. */
    private static final double OUTSIDE = 0.02;

    private final MetricLog log;
    private final Metric metric;
    private final Map<Integer, String> marked;
    private final double[] min = filled();
    private final double[] max = filled();
    private final double[] sum = new double[COLUMNS];
    private final int[] count = new int[COLUMNS];
    private double last;
    private double low;
    private double high;

    /** @param marked words beside a dotted line at an update */
    ReportChart(MetricLog log, Metric metric, Map<Integer, String> marked) {
        this.log = log;
        this.metric = metric;
        this.marked = new TreeMap<>(marked);
        gather();
    }

    private static double[] filled() {
        double[] values = new double[COLUMNS];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    /** Whether there is anything to draw. */
    boolean isEmpty() {
        return Double.isNaN(low);
    }

    private void gather() {
        MetricTable training = log.training();
        MetricTable evaluation = log.evaluation();
        last = Math.max(1, Math.max(lastUpdate(training), lastUpdate(evaluation)));
        for (int row = 0; row < training.size(); row++) {
            double value = training.value(metric, row);
            if (Double.isFinite(value)) {
                int column = (int) Math.min(COLUMNS - 1, training.value(Metric.UPDATE, row) / last * COLUMNS);
                min[column] = count[column] == 0 ? value : Math.min(min[column], value);
                max[column] = count[column] == 0 ? value : Math.max(max[column], value);
                sum[column] += value;
                count[column]++;
            }
        }
        low = quantile(min, OUTSIDE);
        high = quantile(max, 1 - OUTSIDE);
        for (int row = 0; row < evaluation.size(); row++) {
            double value = evaluation.value(metric, row);
            if (Double.isFinite(value)) {
                low = Double.isNaN(low) ? value : Math.min(low, value);
                high = Double.isNaN(high) ? value : Math.max(high, value);
            }
        }
        if (high <= low) {
            high = low + Math.max(1e-9, Math.abs(low) * 0.1);
        }
    }

    private static double lastUpdate(MetricTable table) {
        return table.size() == 0 ? 0 : table.value(Metric.UPDATE, table.size() - 1);
    }

    private static double quantile(double[] values, double share) {
        double[] finite = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        return finite.length == 0 ? Double.NaN : finite[(int) Math.round(share * (finite.length - 1))];
    }

    private double x(double update) {
        return LEFT + update / last * (WIDTH - LEFT - RIGHT);
    }

    private double y(double value) {
        double share = (value - low) / (high - low);
        return HEIGHT - BOTTOM - Math.max(0, Math.min(1, share)) * (HEIGHT - TOP - BOTTOM);
    }

    /** The drawing; {@code title} is what a screen reader says. */
    String svg(String title) {
        StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + (int) WIDTH + " " + (int) HEIGHT
                + "\" role=\"img\" font-family=\"JetBrains Mono, ui-monospace, monospace\" font-size=\"11\"><title>" + Html.escaped(title)
                + "</title>");
        axes(svg);
        marks(svg);
        curves(svg);
        return svg.append("</svg>").toString();
    }

    private void axes(StringBuilder svg) {
        for (int tick = 0; tick <= TICKS; tick++) {
            double value = low + (high - low) * tick / TICKS;
            svg.append(line(LEFT, y(value), WIDTH - RIGHT, y(value), tick == 0 ? "#7e8792" : "#dde1e6", ""));
            svg.append(text(LEFT - 6, y(value) + 4, "end", number(value)));
            double update = last * tick / TICKS;
            svg.append(
                    text(x(update), HEIGHT - 8, tick == TICKS ? "end" : "middle", String.format(Locale.ROOT, "%,d", Math.round(update))));
        }
    }

    private void marks(StringBuilder svg) {
        marked.forEach((update, word) -> {
            svg.append(line(x(update), TOP, x(update), HEIGHT - BOTTOM, "#7e8792", " stroke-dasharray=\"2,3\""));
            svg.append(text(x(update) + 4, TOP + 8, "start", word));
        });
    }

    private void curves(StringBuilder svg) {
        StringJoiner mean = new StringJoiner(" ");
        double width = (WIDTH - LEFT - RIGHT) / COLUMNS;
        for (int column = 0; column < COLUMNS; column++) {
            if (count[column] > 0) {
                double x = LEFT + column * width;
                double top = y(max[column]);
                svg.append(
                        String.format(Locale.ROOT, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"#c9cfd7\"/>", x, top,
                                width, Math.max(1, y(min[column]) - top)));
                mean.add(point(x + width / 2, y(sum[column] / count[column])));
            }
        }
        svg.append("<polyline fill=\"none\" stroke=\"#4a5461\" stroke-width=\"1.5\" points=\"").append(mean).append("\"/>");
        StringJoiner validation = new StringJoiner(" ");
        StringBuilder diamonds = new StringBuilder();
        MetricTable evaluation = log.evaluation();
        for (int row = 0; row < evaluation.size(); row++) {
            double value = evaluation.value(metric, row);
            if (Double.isFinite(value)) {
                double x = x(evaluation.value(Metric.UPDATE, row));
                validation.add(point(x, y(value)));
                diamonds.append(String.format(Locale.ROOT, "<path d=\"M%.1f %.1fl4 4l-4 4l-4 -4z\" fill=\"#00716a\"/>", x, y(value) - 4));
            }
        }
        svg.append("<polyline fill=\"none\" stroke=\"#00716a\" stroke-width=\"1.5\" points=\"").append(validation).append("\"/>")
                .append(diamonds);
    }

    private static String point(double x, double y) {
        return String.format(Locale.ROOT, "%.1f,%.1f", x, y);
    }

    private static String line(double fromX, double fromY, double toX, double toY, String color, String dashes) {
        return String.format(Locale.ROOT, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"%s/>", fromX, fromY, toX, toY,
                color, dashes);
    }

    private static String text(double x, double y, String anchor, String words) {
        return String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#5e6772\">%s</text>", x, y, anchor,
                Html.escaped(words));
    }

    private static String number(double value) {
        double size = Math.abs(value);
        return size != 0 && (size < 0.001 || size >= 100_000) ? String.format(Locale.ROOT, "%.2e", value)
                : String.format(Locale.ROOT, size >= 100 ? "%,.0f" : "%.3f", value);
    }
}
