package org.bytestill.ui.inspector.flow;

import java.util.Locale;
import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.Painter.Align;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Typeface;
import org.bytestill.ui.inspector.state.InspectorViewModel;
import org.bytestill.util.Texts;

/**
 * All 256 bytes at their places, 16 by 16, between the names of the columns above and the zones of UTF-8 at the right; in pixels.
 *
 * @param cellWidth  of one byte
 * @param cellHeight of one byte
 */
public record ByteGrid(double cellWidth, double cellHeight) {
    private static final Texts TEXTS = Texts.of("flow");
    static final double LEFT = 36;
    static final double HEAD = 18;
    /** Room below for a line of words. */
    static final double FOOT = 20;
    private static final int SIDE = 16;
    /** Least height of a row with signs in it. */
    private static final double LEGIBLE = 12;
    /** The zone of bytes that begin a character of two; those of three and four follow. */
    private static final int FIRST_OF_BEGINNINGS = 3;
    /** First bytes of the zones, and their names. */
    private static final int[] ZONES = {0x00, 0x20, 0x80, 0xC0, 0xE0, 0xF0};

    public static ByteGrid of(double width, double height) {
        double right = width - (width < DrawnFlow.NARROW ? 92 : 124);
        return new ByteGrid(Math.max(1, Math.floor((right - LEFT) / SIDE)), Math.max(1, Math.floor((height - HEAD - FOOT) / SIDE)));
    }

    public double x(int value) {
        return LEFT + (value % SIDE) * cellWidth;
    }

    public double y(int value) {
        return HEAD + (value / SIDE) * cellHeight;
    }

    double right() {
        return LEFT + SIDE * cellWidth;
    }

    double bottom() {
        return HEAD + SIDE * cellHeight;
    }

    /** Whether a cell has room for a sign. */
    boolean isLegible() {
        return cellHeight >= LEGIBLE;
    }

    /** The byte at a place of the picture, or {@link InspectorViewModel#NO_BYTE}. */
    int byteAt(double x, double y) {
        int column = (int) Math.floor((x - LEFT) / cellWidth);
        int row = (int) Math.floor((y - HEAD) / cellHeight);
        return column >= 0 && column < SIDE && row >= 0 && row < SIDE ? row * SIDE + column : InspectorViewModel.NO_BYTE;
    }

    /** A frame around a byte; none around -1. */
    void frame(Painter pen, ThemeColor ink, int value, double lineWidth) {
        if (value >= 0) {
            pen.box(ink, x(value), y(value), cellWidth - 1, cellHeight - 1, lineWidth);
        }
    }

    /** The frame around the byte that stands in the text: outside of the cell. */
    void frameActual(Painter pen, int value) {
        pen.box(ThemeColor.ACCENT, x(value) - 1, y(value) - 1, cellWidth + 1, cellHeight + 1, 2);
    }

    /** Last digits above, first digits at the left and names of the zones at the right; of low rows only what has room. */
    void drawNames(Painter pen) {
        for (int column = 0; column < SIDE; column++) {
            pen.text("_" + digit(column), LEFT + (column + 0.5) * cellWidth, HEAD / 2 + 2, Typeface.MONO, 11, ThemeColor.FAINT,
                    Align.CENTER);
        }
        boolean low = !isLegible();
        for (int zone = 0; zone < ZONES.length; zone++) {
            int firstRow = ZONES[zone] / SIDE;
            int endRow = zone + 1 < ZONES.length ? ZONES[zone + 1] / SIDE : SIDE;
            pen.horizontal(ThemeColor.LINE_STRONG, LEFT, right() - 1, HEAD + firstRow * cellHeight - 1);
            for (int row = firstRow; row < (low ? zone < ZONES.length - 2 ? firstRow + 1 : firstRow : endRow); row++) {
                pen.text(digit(row) + "_", LEFT - 6, HEAD + (row + 0.5) * cellHeight, Typeface.MONO, 11, ThemeColor.FAINT, Align.RIGHT);
            }
            double middle = HEAD + cellHeight * (firstRow + (low && zone == FIRST_OF_BEGINNINGS ? SIDE : endRow)) / 2;
            if (!low || zone <= FIRST_OF_BEGINNINGS) {
                pen.text(TEXTS.get(low && zone == FIRST_OF_BEGINNINGS ? "zone.all" : "zone." + zone), right() + 8, middle, Typeface.UI, 11,
                        ThemeColor.MUTED, Align.LEFT);
            }
        }
        pen.horizontal(ThemeColor.LINE_STRONG, LEFT, right() - 1, bottom() - 1);
    }

    private static String digit(int value) {
        return Integer.toHexString(value).toUpperCase(Locale.ROOT);
    }
}
