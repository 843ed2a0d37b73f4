package org.bytestill.ui.common;

import javafx.scene.paint.Color;
import org.bytestill.ui.common.Painter.Align;

/** What a {@link Painter} draws on: a canvas, or a file of vectors. Lengths are pixels; y of a text is its base line. */
interface Surface {
    void fillRectangle(Color color, double x, double y, double width, double height);

    void strokeRectangle(Color color, double lineWidth, double x, double y, double width, double height);

    /** A box with round corners; {@code diameter} is that of the corners. */
    void fillRound(Color color, double x, double y, double width, double height, double diameter);

    void strokeRound(Color color, double lineWidth, double x, double y, double width, double height, double diameter);

    /** A line through the first {@code points} points; an empty {@code dash} is a whole line. */
    void line(Color color, double lineWidth, double[] dash, double[] xs, double[] ys, int points);

    /** Lines one pixel wide from the lower left to the upper right, so many pixels apart. */
    void hatch(Color color, double x, double y, double width, double height, int gap);

    void fillPolygon(Color color, double[] xs, double[] ys);

    void fillOval(Color color, double x, double y, double width, double height);

    void strokeOval(Color color, double lineWidth, double x, double y, double width, double height);

    void text(String text, double x, double baseY, Typeface face, double size, Color color, Align align);

    /** Until {@link #unclip()} nothing is drawn outside the box. */
    void clip(double x, double y, double width, double height);

    void unclip();
}
