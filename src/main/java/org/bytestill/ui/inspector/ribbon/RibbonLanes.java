package org.bytestill.ui.inspector.ribbon;

/**
 * Where the lanes of the ribbon lie, in pixels; two sizes, for wide and narrow windows. y are tops unless they say middle.
 *
 * @param gutter     width of the names at the left
 * @param cell       width of one byte
 * @param glyphSize  font size of characters
 * @param barHeight  height of eight bits of surprisal
 * @param errorHeight height of a converter error of one bit, the largest
 */
record RibbonLanes(boolean narrow, double gutter, double cell, double glyphSize, double offsetMiddle, double glyphMiddle, double hexMiddle,
        double teacherTop, double studentTop, double tokenHeight, double barTop, double barHeight, double klTop, double klHeight,
        double topMiddle, double errorTop, double errorHeight, double end) {
    /** Below this width of the window cells and lanes are smaller. */
    static final double NARROW = 1150;
    /** Room for the figures of the scales, where they are written. */
    private static final double RIGHT = 36;
    private static final double RIGHT_NARROW = 12;

    static RibbonLanes of(double width) {
        boolean narrow = width < NARROW;
        double glyphTop = 22;
        double glyphHeight = narrow ? 22 : 26;
        double hexHeight = narrow ? 15 : 18;
        double tokenHeight = narrow ? 20 : 22;
        double barHeight = narrow ? 38 : 80;
        double hexTop = glyphTop + glyphHeight;
        double teacherTop = hexTop + hexHeight + 4;
        double studentTop = teacherTop + tokenHeight + 3;
        double barTop = studentTop + tokenHeight + 16;
        double klTop = barTop + barHeight + 6;
        double klHeight = 14;
        double topMiddle = klTop + klHeight + 10;
        double errorTop = topMiddle + 9;
        double errorHeight = narrow ? 16 : 18;
        return new RibbonLanes(narrow, narrow ? 72 : 104, narrow ? 20 : 24, narrow ? 13 : 15, 8, glyphTop + glyphHeight / 2,
                hexTop + hexHeight / 2,
                teacherTop, studentTop, tokenHeight, barTop, barHeight, klTop, klHeight, topMiddle, errorTop, errorHeight,
                errorTop + errorHeight + 2);
    }

    /** Whole columns that fit. */
    int columns(double width) {
        return Math.max(1, (int) Math.floor((width - gutter - (narrow ? RIGHT_NARROW : RIGHT)) / cell));
    }

    double x(int column) {
        return gutter + column * cell;
    }
}
