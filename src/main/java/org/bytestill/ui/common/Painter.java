package org.bytestill.ui.common;

import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;

/** Draws on a canvas, or into a file of vectors, in token colours, snapped to whole pixels. Lengths are pixels; y of a text is the middle of its line. */
public final class Painter {
    /** Which end of a text stands at its x. */
    public enum Align { LEFT, CENTER, RIGHT }

    /** Distance from the middle of a line down to its base line, in font sizes; half the height of a capital. */
    private static final double BASE_BELOW_MIDDLE = 0.36;

    private final Surface surface;
    private final ThemeColors tokens;

    public Painter(GraphicsContext graphics, ThemeColors tokens) {
        this(new CanvasSurface(graphics), tokens);
    }

    Painter(Surface surface, ThemeColors tokens) {
        this.surface = surface;
        this.tokens = tokens;
    }

    public ThemeColors tokens() {
        return tokens;
    }

    public Painter fill(ThemeColor ink, double x, double y, double width, double height) {
        return fill(tokens.get(ink), x, y, width, height);
    }

    /** A filled box, at least one pixel wide and high: nothing that exists disappears. */
    public Painter fill(Color color, double x, double y, double width, double height) {
        surface.fillRectangle(color, Math.round(x), Math.round(y), span(x, width), span(y, height));
        return this;
    }

    private static long span(double from, double length) {
        return Math.max(1, Math.round(from + length) - Math.round(from));
    }

    /** A frame drawn inside the box. */
    public Painter box(ThemeColor ink, double x, double y, double width, double height, double lineWidth) {
        double inset = lineWidth / 2;
        surface.strokeRectangle(tokens.get(ink), lineWidth, Math.round(x) + inset, Math.round(y) + inset,
                Math.round(x + width) - Math.round(x) - lineWidth, Math.round(y + height) - Math.round(y) - lineWidth);
        return this;
    }

    /** A filled box with round corners of the given diameter; not snapped. */
    public Painter fillRound(ThemeColor ink, double x, double y, double width, double height, double diameter) {
        surface.fillRound(tokens.get(ink), x, y, width, height, diameter);
        return this;
    }

    /** A frame with round corners, drawn inside the box. */
    public Painter boxRound(ThemeColor ink, double x, double y, double width, double height, double diameter, double lineWidth) {
        surface.strokeRound(tokens.get(ink), lineWidth, x + lineWidth / 2, y + lineWidth / 2, width - lineWidth, height - lineWidth,
                diameter);
        return this;
    }

    public Painter horizontal(ThemeColor ink, double fromX, double toX, double y) {
        return fill(ink, fromX, Math.round(y), toX - fromX, 1);
    }

    public Painter vertical(ThemeColor ink, double x, double fromY, double toY) {
        return fill(ink, Math.round(x), fromY, 1, toY - fromY);
    }

    public Painter line(ThemeColor ink, double lineWidth, double fromX, double fromY, double toX, double toY, double... dash) {
        return polyline(ink, lineWidth, new double[] {fromX, toX}, new double[] {fromY, toY}, 2, dash);
    }

    /** A line through the first {@code points} points. */
    public Painter polyline(ThemeColor ink, double lineWidth, double[] xs, double[] ys, int points, double... dash) {
        surface.line(tokens.get(ink), lineWidth, dash, xs, ys, points);
        return this;
    }

    /** Diagonal hatch from the lower left to the upper right: no data, not covered. */
    public Painter hatch(ThemeColor ink, double x, double y, double width, double height, int gap) {
        surface.hatch(tokens.get(ink), Math.round(x), Math.round(y), span(x, width), span(y, height), gap);
        return this;
    }

    /** Draws something of which only what lies in the box is seen. */
    public Painter within(double x, double y, double width, double height, Runnable drawing) {
        surface.clip(x, y, width, height);
        drawing.run();
        surface.unclip();
        return this;
    }

    /** A bar of the teacher's (solid) or the student's (an outline over a soft fill). */
    public Painter bar(Side side, double x, double y, double width, double height) {
        if (side.isTeacher()) {
            return fill(ThemeColor.TEACHER, x, y, width, height);
        }
        fill(ThemeColor.STUDENT_SOFT, x, y, width, height);
        return width >= 3 && height >= 3 ? box(ThemeColor.STUDENT, x, y, width, height, 1) : fill(ThemeColor.STUDENT, x, y, width, height);
    }

    /** Square for the teacher, disc for the student. */
    public Painter mark(Side side, double centerX, double centerY, double size) {
        if (!side.isTeacher()) {
            return disc(ThemeColor.STUDENT, centerX, centerY, size / 2);
        }
        surface.fillRectangle(tokens.get(ThemeColor.TEACHER), Math.round(centerX - size / 2), Math.round(centerY - size / 2), size, size);
        return this;
    }

    public Painter disc(ThemeColor ink, double centerX, double centerY, double radius) {
        surface.fillOval(tokens.get(ink), centerX - radius, centerY - radius, 2 * radius, 2 * radius);
        return this;
    }

    public Painter ring(ThemeColor ink, double centerX, double centerY, double radius, double lineWidth) {
        surface.strokeOval(tokens.get(ink), lineWidth, centerX - radius, centerY - radius, 2 * radius, 2 * radius);
        return this;
    }

    public Painter polygon(ThemeColor ink, double[] xs, double[] ys) {
        surface.fillPolygon(tokens.get(ink), xs, ys);
        return this;
    }

    public Painter diamond(ThemeColor ink, double centerX, double centerY, double radius) {
        return polygon(ink, new double[] {centerX - radius, centerX, centerX + radius, centerX},
                new double[] {centerY, centerY - radius, centerY, centerY + radius});
    }

    /** Up is more, down is less. */
    public Painter triangle(ThemeColor ink, double centerX, double centerY, double radius, boolean up) {
        double rise = (up ? -0.8 : 0.8) * radius;
        return polygon(ink, new double[] {centerX - radius, centerX, centerX + radius},
                new double[] {centerY - rise, centerY + rise, centerY - rise});
    }

    public Painter text(String text, double x, double middleY, Typeface face, double size, ThemeColor ink, Align align) {
        return text(text, x, middleY, face, size, tokens.get(ink), align);
    }

    public Painter text(String text, double x, double middleY, Typeface face, double size, Color color, Align align) {
        surface.text(text, Math.round(x), Math.round(middleY + size * BASE_BELOW_MIDDLE), face, size, color, align);
        return this;
    }

    /** Text on a patch of panel colour, where it would cross a line. */
    public Painter textOnPatch(String text, double x, double middleY, Typeface face, double size, ThemeColor ink, Align align) {
        double width = face.width(text, size);
        double left = align == Align.LEFT ? x : align == Align.CENTER ? x - width / 2 : x - width;
        fill(ThemeColor.PANEL, left - 2, middleY - size * 0.7, width + 4, size * 1.4);
        return text(text, x, middleY, face, size, ink, align);
    }
}
