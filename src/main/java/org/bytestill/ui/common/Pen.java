package org.bytestill.ui.common;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/** Draws on a canvas in token colours, snapped to whole pixels. Lengths are pixels; y of a text is the middle of its line. */
public final class Pen {
    /** Which end of a text stands at its x. */
    public enum Align { LEFT, CENTER, RIGHT }

    /** Distance from the middle of a line down to its base line, in font sizes; half the height of a capital. */
    private static final double BASE_BELOW_MIDDLE = 0.36;

    private final GraphicsContext graphics;
    private final Tokens tokens;

    public Pen(GraphicsContext graphics, Tokens tokens) {
        this.graphics = graphics;
        this.tokens = tokens;
    }

    /** For what has no method here. */
    public GraphicsContext graphics() {
        return graphics;
    }

    public Tokens tokens() {
        return tokens;
    }

    public Pen fill(Ink ink, double x, double y, double width, double height) {
        return fill(tokens.get(ink), x, y, width, height);
    }

    /** A filled box, at least one pixel wide and high: nothing that exists disappears. */
    public Pen fill(Color color, double x, double y, double width, double height) {
        graphics.setFill(color);
        graphics.fillRect(Math.round(x), Math.round(y), span(x, width), span(y, height));
        return this;
    }

    private static long span(double from, double length) {
        return Math.max(1, Math.round(from + length) - Math.round(from));
    }

    /** A frame drawn inside the box. */
    public Pen box(Ink ink, double x, double y, double width, double height, double lineWidth) {
        graphics.setStroke(tokens.get(ink));
        graphics.setLineWidth(lineWidth);
        double inset = lineWidth / 2;
        graphics.strokeRect(Math.round(x) + inset, Math.round(y) + inset,
                Math.round(x + width) - Math.round(x) - lineWidth, Math.round(y + height) - Math.round(y) - lineWidth);
        return this;
    }

    public Pen horizontal(Ink ink, double fromX, double toX, double y) {
        return fill(ink, fromX, Math.round(y), toX - fromX, 1);
    }

    public Pen vertical(Ink ink, double x, double fromY, double toY) {
        return fill(ink, Math.round(x), fromY, 1, toY - fromY);
    }

    public Pen line(Ink ink, double lineWidth, double fromX, double fromY, double toX, double toY, double... dash) {
        stroke(ink, lineWidth, dash);
        graphics.strokeLine(fromX, fromY, toX, toY);
        graphics.setLineDashes();
        return this;
    }

    /** A line through the first {@code points} points. */
    public Pen polyline(Ink ink, double lineWidth, double[] xs, double[] ys, int points, double... dash) {
        stroke(ink, lineWidth, dash);
        graphics.strokePolyline(xs, ys, points);
        graphics.setLineDashes();
        return this;
    }

    private void stroke(Ink ink, double lineWidth, double... dash) {
        graphics.setStroke(tokens.get(ink));
        graphics.setLineWidth(lineWidth);
        graphics.setLineDashes(dash);
    }

    /** Diagonal hatch: no data, not covered. */
    public Pen hatch(Ink ink, double x, double y, double width, double height, double gap) {
        graphics.save();
        graphics.beginPath();
        graphics.rect(x, y, width, height);
        graphics.clip();
        graphics.setStroke(tokens.get(ink));
        graphics.setLineWidth(1);
        for (double start = -height; start < width; start += gap) {
            graphics.strokeLine(x + start, y + height, x + start + height, y);
        }
        graphics.restore();
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
        graphics.setFill(tokens.get(Ink.TEACHER));
        graphics.fillRect(Math.round(centerX - size / 2), Math.round(centerY - size / 2), size, size);
        return this;
    }

    public Pen disc(Ink ink, double centerX, double centerY, double radius) {
        graphics.setFill(tokens.get(ink));
        graphics.fillOval(centerX - radius, centerY - radius, 2 * radius, 2 * radius);
        return this;
    }

    public Pen ring(Ink ink, double centerX, double centerY, double radius, double lineWidth) {
        stroke(ink, lineWidth);
        graphics.strokeOval(centerX - radius, centerY - radius, 2 * radius, 2 * radius);
        return this;
    }

    public Pen diamond(Ink ink, double centerX, double centerY, double radius) {
        graphics.setFill(tokens.get(ink));
        graphics.fillPolygon(new double[] {centerX - radius, centerX, centerX + radius, centerX},
                new double[] {centerY, centerY - radius, centerY, centerY + radius}, 4);
        return this;
    }

    /** Up is more, down is less. */
    public Pen triangle(Ink ink, double centerX, double centerY, double radius, boolean up) {
        double rise = (up ? -0.8 : 0.8) * radius;
        graphics.setFill(tokens.get(ink));
        graphics.fillPolygon(new double[] {centerX - radius, centerX, centerX + radius},
                new double[] {centerY - rise, centerY + rise, centerY - rise}, 3);
        return this;
    }

    public Pen text(String text, double x, double middleY, Face face, double size, Ink ink, Align align) {
        return text(text, x, middleY, face, size, tokens.get(ink), align);
    }

    public Pen text(String text, double x, double middleY, Face face, double size, Color color, Align align) {
        graphics.setFont(face.font(size));
        graphics.setFill(color);
        graphics.setTextBaseline(VPos.BASELINE);
        graphics.setTextAlign(switch (align) {
            case LEFT -> TextAlignment.LEFT;
            case CENTER -> TextAlignment.CENTER;
            case RIGHT -> TextAlignment.RIGHT;
        });
        graphics.fillText(text, Math.round(x), Math.round(middleY + size * BASE_BELOW_MIDDLE));
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
