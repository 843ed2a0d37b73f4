package org.bytestill.ui.common.chart;

import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.Painter.Align;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Typeface;
import org.jspecify.annotations.Nullable;

/** The lane below a chart: discs are checkpoints, a diamond is the best, bars a pause, a triangle asks for attention. */
final class EventLane {
    /** How near the pointer must be to a mark, in pixels. */
    private static final double NEAR = 6;

    private EventLane() {}

    static void paint(Painter pen, Plot plot, ChartModel model, String word, double y) {
        pen.text(word, plot.left() - 6, y, Typeface.UI, 11, ThemeColor.FAINT, Align.RIGHT);
        pen.horizontal(ThemeColor.LINE, plot.left(), plot.right(), y);
        // The best and what asks for attention last: they lie above the others.
        for (int layer = 0; layer < 3; layer++) {
            for (EventMark event : model.events()) {
                double x = plot.px(model.x(event));
                if (plot.holds(x) && layer(event) == layer) {
                    mark(pen, event, x, y);
                }
            }
        }
    }

    private static int layer(EventMark event) {
        return switch (event.kind()) {
            case WARNING, FAILED, INTERRUPTED -> 2;
            case BEST, PAUSED, CHANGED, NOTE -> 1;
            default -> 0;
        };
    }

    private static void mark(Painter pen, EventMark event, double x, double y) {
        switch (event.kind()) {
            case CHECKPOINT -> pen.disc(ThemeColor.SERIES, x, y + 0.5, 3);
            case BEST -> pen.diamond(ThemeColor.ACCENT, x, y + 0.5, 5);
            case PAUSED -> pen.fill(ThemeColor.FG, x - 3, y - 4, 2, 9).fill(ThemeColor.FG, x + 1, y - 4, 2, 9);
            case RESUMED, STARTED -> play(pen, x, y + 0.5);
            case STOPPED -> pen.fill(ThemeColor.FG, x - 3, y - 3, 7, 7);
            case DONE -> pen.fill(ThemeColor.FG, x - 1, y - 6, 3, 13);
            case WARNING, INTERRUPTED ->
                    pen.triangle(ThemeColor.WARN, x, y, 6, true).text("!", x, y + 1, Typeface.SEMI, 9, ThemeColor.PANEL, Align.CENTER);
            case CHANGED -> pen.triangle(ThemeColor.ACCENT, x, y, 5, false);
            case NOTE -> pen.fill(ThemeColor.PANEL, x - 4, y - 5, 9, 11).box(ThemeColor.FG, x - 4, y - 5, 9, 11, 1)
                    .fill(ThemeColor.FG, x - 2, y - 2, 5, 1).fill(ThemeColor.FG, x - 2, y + 1, 5, 1);
            case FAILED -> octagon(pen, x, y + 0.5);
            case EVALUATED -> pen.fill(ThemeColor.LINE_STRONG, x, y - 2, 1, 5);
            case CONVERTED, STEP -> pen.fill(ThemeColor.FG, x, y - 5, 1, 11);
        }
    }

    private static void play(Painter pen, double x, double y) {
        pen.polygon(ThemeColor.FG, new double[] {x - 2.5, x + 4, x - 2.5}, new double[] {y - 4, y, y + 4});
    }

    private static void octagon(Painter pen, double x, double y) {
        double wide = 5.5;
        double cut = wide * 0.414;
        pen.polygon(ThemeColor.DANGER, new double[] {x - wide, x - cut, x + cut, x + wide, x + wide, x + cut, x - cut, x - wide},
                new double[] {y - cut, y - wide, y - wide, y - cut, y + cut, y + wide, y + wide, y + cut});
        pen.text("!", x, y + 0.5, Typeface.SEMI, 9, ThemeColor.PANEL, Align.CENTER);
    }

    /** The event whose mark is under the pointer, or null. */
    static @Nullable EventMark at(Plot plot, ChartModel model, double pointerX) {
        EventMark nearest = null;
        double distance = NEAR;
        for (EventMark event : model.events()) {
            double away = Math.abs(plot.px(model.x(event)) - pointerX);
            if (away < distance || away == distance && nearest != null && layer(event) > layer(nearest)) {
                nearest = event;
                distance = away;
            }
        }
        return nearest;
    }
}
