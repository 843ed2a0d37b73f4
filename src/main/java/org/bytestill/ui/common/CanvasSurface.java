package org.bytestill.ui.common;

import java.util.HashMap;
import java.util.Map;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.paint.ImagePattern;
import javafx.scene.text.TextAlignment;
import org.bytestill.ui.common.Painter.Align;

/** Draws on a canvas. */
final class CanvasSurface implements Surface {
    private static final double[] WHOLE = {};
    /** Few: some colours of two themes, some gaps. On the JavaFX thread. */
    private static final Map<Tile, Image> TILES = new HashMap<>();

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
        double outerWidth = width + lineWidth;
        double outerHeight = height + lineWidth;
        if (width < 0 || height < 0) {
            return;
        }
        double left = x - lineWidth / 2;
        double top = y - lineWidth / 2;
        graphics.setFill(color);
        if (Math.min(width, height) <= lineWidth) {
            graphics.fillRect(left, top, outerWidth, outerHeight);
            return;
        }
        // Four fills: in software a stroke goes through the rasteriser of shapes, which takes ten times as long.
        graphics.fillRect(left, top, outerWidth, lineWidth);
        graphics.fillRect(left, top + height, outerWidth, lineWidth);
        graphics.fillRect(left, top + lineWidth, lineWidth, height - lineWidth);
        graphics.fillRect(left + width, top + lineWidth, lineWidth, height - lineWidth);
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

    @Override
    public void hatch(Color color, double x, double y, double width, double height, int gap) {
        Image tile = TILES.computeIfAbsent(new Tile(color, gap), Tile::image);
        graphics.setFill(new ImagePattern(tile, x, y + height, gap, gap, false));
        graphics.fillRect(x, y, width, height);
    }

    /** One period of a hatch. A field of lines is one fill with it; drawn line by line it takes more time than all else on a panel. */
    private record Tile(Color color, int gap) {
        /** What a line one pixel wide covers of a pixel that it halves, and of the pixels beside that. */
        private static final double ON_LINE = 0.914;
        private static final double BESIDE = 0.25;

        Image image() {
            WritableImage image = new WritableImage(gap, gap);
            for (int row = 0; row < gap; row++) {
                for (int column = 0; column < gap; column++) {
                    int distance = (row + column + 1) % gap;
                    double covered = distance == 0 ? ON_LINE : distance == 1 || distance == gap - 1 ? BESIDE : 0;
                    image.getPixelWriter().setColor(column, row, color.deriveColor(0, 1, 1, covered));
                }
            }
            return image;
        }
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
    public void text(String text, double x, double baseY, Typeface face, double size, Color color, Align align) {
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
