package org.bytestill.ui.inspector.ribbon;

import org.bytestill.engine.inspect.ConverterError;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.Painter.Align;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Typeface;
import org.bytestill.ui.inspector.draw.Scales;
import org.bytestill.ui.inspector.state.ConverterErrorModel;
import org.bytestill.ui.inspector.state.ConverterErrorModel.State;
import org.bytestill.util.Texts;

/** The lane of the converter's error: a bar a byte on a logarithmic scale; hatched where it is not known, with the reason. */
final class ErrorLane {
    private final Texts texts;

    ErrorLane(Texts texts) {
        this.texts = texts;
    }

    /** Draws the bytes of an analysis from {@code from} to before {@code end}; {@code first} is the one at the left edge. */
    void draw(Painter pen, State state, RibbonLanes lanes, int first, int from, int end) {
        double left = lanes.x(from - first);
        double width = (end - from) * lanes.cell();
        double base = lanes.errorTop() + lanes.errorHeight();
        if (state.error() == null) {
            pen.hatch(ThemeColor.LINE, left, lanes.errorTop(), width, lanes.errorHeight(), 6);
            String whole = reason(state);
            String why = Typeface.UI.width(whole, 11) + 8 < width ? whole
                    : state.phase() == ConverterErrorModel.Phase.OFF ? texts.get("error.off.short") : "";
            if (!why.isEmpty()) {
                pen.textOnPatch(why, left + width / 2, lanes.errorTop() + lanes.errorHeight() / 2, Typeface.UI, 11, ThemeColor.MUTED,
                        Align.CENTER);
            }
        } else {
            for (int offset = from; offset < end; offset++) {
                double x = lanes.x(offset - first);
                double bits = state.at(offset);
                if (Double.isNaN(bits)) {
                    pen.hatch(ThemeColor.LINE, x, lanes.errorTop(), lanes.cell(), lanes.errorHeight(), 6);
                } else {
                    double bar = Math.max(1, lanes.errorHeight() * Scales.errorLevel(bits));
                    pen.fill(ThemeColor.SERIES, x + 4, base - bar, lanes.cell() - 8, bar);
                }
            }
            drawScale(pen, lanes, left + width);
        }
        pen.horizontal(ThemeColor.LINE_STRONG, left, left + width, base);
    }

    private static void drawScale(Painter pen, RibbonLanes lanes, double right) {
        if (!lanes.narrow()) {
            pen.text("1", right + 3, lanes.errorTop() + 3, Typeface.MONO, 11, ThemeColor.FAINT, Align.LEFT)
                    .text("1e-6", right + 3, lanes.errorTop() + lanes.errorHeight() - 1, Typeface.MONO, 11, ThemeColor.FAINT, Align.LEFT);
        }
    }

    /** Why nothing is known; empty while the first bytes are measured. */
    private String reason(State state) {
        return switch (state.phase()) {
            case OFF -> texts.get("error.off", ConverterError.REFERENCE.width(), ConverterError.USUAL_ROWS_PER_BYTE);
            case WAITING -> texts.get("error.waiting");
            case IS_REFERENCE -> texts.get("error.reference");
            case FAILED -> texts.get("error.failed");
            default -> "";
        };
    }

    /** What the lane tells of a byte. */
    String spoken(State state, int offset) {
        double bits = state.at(offset);
        return Double.isNaN(bits) ? reason(state) : texts.get("error.spoken", Format.probability(bits));
    }
}
