package org.bytestill.ui.common;

import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;

/** Draws on a canvas, or into a file of vectors, in token colours, snapped to whole pixels. Lengths are pixels; y of a text is the middle of its line. */
public final class Pen {
    /** Which end of a text stands at its x. */
    public enum Align { LEFT, CENTER, RIGHT }

    /** Distance from the middle of a line down to its base line, in font sizes; half the height of a capital. */
    private static final double BASE_BELOW_MIDDLE = 0.36;

    private final Surface surface;
    private final Tokens tokens;

    public Pen(GraphicsContext graphics, Tokens tokens) {
        this(new CanvasSurface(graphics), tokens);
    }

    Pen(Surface surface, Tokens tokens) {
        this.surface = surface;
        this.tokens = tokens;
    }

    public Tokens tokens() {
        return tokens;
    }

    public Pen fill(Ink ink, double x, double y, double width, double height) {
        return fill(tokens.get(ink), x, y, width, height);
    }

    /** A filled box, at least one pixel wide and high: nothing that exists disappears. */
    public Pen fill(Color color, double x, double y, double width, double height) {
        surface.fillRectangle(color, Math.round(x), Math.round(y), span(x, width), span(y, height));
        return this;
    }

    private static long span(double from, double length) {
        return Math.max(1, Math.round(from + length) - Math.round(from));
    }

    /** A frame drawn inside the box. */
    public Pen box(Ink ink, double x, double y, double width, double height, double lineWidth) {
        double inset = lineWidth / 2;
        surface.strokeRectangle(tokens.get(ink), lineWidth, Math.round(x) + inset, Math.round(y) + inset,
                Math.round(x + width) - Math.round(x) - lineWidth, Math.round(y + height) - Math.round(y) - lineWidth);
        return this;
    }

    /** A filled box with round corners of the given diameter; not snapped. */
    public Pen fillRound(Ink ink, double x, double y, double width, double height, double diameter) {
        surface.fillRound(tokens.get(ink), x, y, width, height, diameter);
        return this;
    }

    /** A frame with round corners, drawn inside the box. */
    public Pen boxRound(Ink ink, double x, double y, double width, double height, double diameter, double lineWidth) {
        surface.strokeRound(tokens.get(ink), lineWidth, x + lineWidth / 2, y + lineWidth / 2, width - lineWidth, height - lineWidth, diameter);
        return this;
    }

    public Pen horizontal(Ink ink, double fromX, double toX, double y) {
        return fill(ink, fromX, Math.round(y), toX - fromX, 1);
    }

    public Pen vertical(Ink ink, double x, double fromY, double toY) {
        return fill(ink, Math.round(x), fromY, 1, toY - fromY);
    }

    public Pen line(Ink ink, double lineWidth, double fromX, double fromY, double toX, double toY, double... dash) {
        return polyline(ink, lineWidth, new double[] {fromX, toX}, new double[] {fromY, toY}, 2, dash);
    }

    /** A line through the first {@code points} points. */
    public Pen polyline(Ink ink, double lineWidth, double[] xs, double[] ys, int points, double... dash) {
        surface.line(tokens.get(ink), lineWidth, dash, xs, ys, points);
        return this;
    }

    /** Diagonal hatch from the lower left to the upper right: no data, not covered. */
    public Pen hatch(Ink ink, double x, double y, double width, double height, int gap) {
        surface.hatch(tokens.get(ink), Math.round(x), Math.round(y), span(x, width), span(y, height), gap);
        return this;
    }

    /** Draws something of which only what lies in the box is seen. */
    public Pen within(double x, double y, double width, double height, Runnable drawing) {
        surface.clip(x, y, width, height);
        drawing.run();
        surface.unclip();
        return this;
    }

    /** A bar in the teacher's dress (solid) or the student's (outline over a soft fill). */
    public Pen bar(boolean teacher, double x, double y, double width, double height) {
        if (teacher) {
            return fill(Ink.TEACHER, x, y, width, height);
        }
        fill(Ink.STUDENT_SOFT, x, y, width, height);
        return width >= 3 && height >= 3 ? box(Ink.STUDENT, x, y, width, height, 1) : fill(Ink.STUDENT, x, y, width, height);
    }

    /** Square for the teacher, disc for the student. */
    public Pen mark(boolean teacher, double centerX, double centerY, double size) {
        if (!teacher) {
            return disc(Ink.STUDENT, centerX, centerY, size / 2);
        }
        surface.fillRectangle(tokens.get(Ink.TEACHER), Math.round(centerX - size / 2), Math.round(centerY - size / 2), size, size);
        return this;
    }

    public Pen disc(Ink ink, double centerX, double centerY, double radius) {
        surface.fillOval(tokens.get(ink), centerX - radius, centerY - radius, 2 * radius, 2 * radius);
        return this;
    }

    public Pen ring(Ink ink, double centerX, double centerY, double radius, double lineWidth) {
        surface.strokeOval(tokens.get(ink), lineWidth, centerX - radius, centerY - radius, 2 * radius, 2 * radius);
        return this;
    }

    public Pen polygon(Ink ink, double[] xs, double[] ys) {
        surface.fillPolygon(tokens.get(ink), xs, ys);
        return this;
    }

    public Pen diamond(Ink ink, double centerX, double centerY, double radius) {
        return polygon(ink, new double[] {centerX - radius, centerX, centerX + radius, centerX},
                new double[] {centerY, centerY - radius, centerY, centerY + radius});
    }

    /** Up is more, down is less. */
    public Pen triangle(Ink ink, double centerX, double centerY, double radius, boolean up) {
        double rise = (up ? -0.8 : 0.8) * radius;
        return polygon(ink, new double[] {centerX - radius, centerX, centerX + radius}, new double[] {centerY - rise, centerY + rise, centerY - rise});
    }

    public Pen text(String text, double x, double middleY, Face face, double size, Ink ink, Align align) {
        return text(text, x, middleY, face, size, tokens.get(ink), align);
    }

    public Pen text(String text, double x, double middleY, Face face, double size, Color color, Align align) {
        surface.text(text, Math.round(x), Math.round(middleY + size * BASE_BELOW_MIDDLE), face, size, color, align);
        return this;
    }

    /** Text on a patch of panel colour, where it would cross a line. */
    public Pen textOnPatch(String text, double x, double middleY, Face face, double size, Ink ink, Align align) {
        double width = face.width(text, size);
        double left = align == Align.LEFT ? x : align == Align.CENTER ? x - width / 2 : x - width;
        fill(Ink.PANEL, left - 2, middleY - size * 0.7, width + 4, size * 1.4);
        return text(text, x, middleY, face, size, ink, align);
    }
}
