package org.bytestill.ui.common;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;
import org.bytestill.ui.common.Pen.Align;

/** Draws on a canvas. */
final class CanvasSurface implements Surface {
    private static final double[] WHOLE = {};

    private final GraphicsContext graphics;

    CanvasSurface(GraphicsContext graphics) {
        this.graphics = graphics;
    }

    @Override
    public void fillRectangle(Color color, double x, double y, double width, double height) {
        graphics.setFill(color);
        graphics.fillRect(x, y, width, height);
    }

    @Override
    public void strokeRectangle(Color color, double lineWidth, double x, double y, double width, double height) {
        stroke(color, lineWidth);
        graphics.strokeRect(x, y, width, height);
    }

    @Override
    public void fillRound(Color color, double x, double y, double width, double height, double diameter) {
        graphics.setFill(color);
        graphics.fillRoundRect(x, y, width, height, diameter, diameter);
    }

    @Override
    public void strokeRound(Color color, double lineWidth, double x, double y, double width, double height, double diameter) {
        stroke(color, lineWidth);
        graphics.strokeRoundRect(x, y, width, height, diameter, diameter);
    }

    @Override
    public void line(Color color, double lineWidth, double[] dash, double[] xs, double[] ys, int points) {
        stroke(color, lineWidth);
        graphics.setLineDashes(dash);
        if (points == 2) {
            graphics.strokeLine(xs[0], ys[0], xs[1], ys[1]);
        } else {
            graphics.strokePolyline(xs, ys, points);
        }
        graphics.setLineDashes(WHOLE);
    }

    private void stroke(Color color, double lineWidth) {
        graphics.setStroke(color);
        graphics.setLineWidth(lineWidth);
    }

    @Override
    public void fillPolygon(Color color, double[] xs, double[] ys) {
        graphics.setFill(color);
        graphics.fillPolygon(xs, ys, xs.length);
    }

    @Override
    public void fillOval(Color color, double x, double y, double width, double height) {
        graphics.setFill(color);
        graphics.fillOval(x, y, width, height);
    }

    @Override
    public void strokeOval(Color color, double lineWidth, double x, double y, double width, double height) {
        stroke(color, lineWidth);
        graphics.strokeOval(x, y, width, height);
    }

    @Override
    public void text(String text, double x, double baseY, Face face, double size, Color color, Align align) {
        graphics.setFont(face.font(size));
        graphics.setFill(color);
        graphics.setTextBaseline(VPos.BASELINE);
        graphics.setTextAlign(switch (align) {
            case LEFT -> TextAlignment.LEFT;
            case CENTER -> TextAlignment.CENTER;
            case RIGHT -> TextAlignment.RIGHT;
        });
        graphics.fillText(text, x, baseY);
    }

    @Override
    public void clip(double x, double y, double width, double height) {
        graphics.save();
        graphics.beginPath();
        graphics.rect(x, y, width, height);
        graphics.clip();
    }

    @Override
    public void unclip() {
        graphics.restore();
    }
}
