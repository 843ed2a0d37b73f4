package org.bytestill.ui.common;

import java.util.StringJoiner;
import javafx.scene.paint.Color;
import org.bytestill.ui.common.Painter.Align;

/** Draws into a text in SVG 1.1: the same shapes and words as on the screen, as vectors. */
final class SvgSurface implements Surface {
    private final StringBuilder body = new StringBuilder();
    private final double width;
    private final double height;
    private int clips;

    SvgSurface(double width, double height) {
        this.width = width;
        this.height = height;
    }

    /** The whole file; {@code title} says what it shows, to those who cannot see it too. */
    String file(String title) {
        String size = "width=\"" + number(width) + "\" height=\"" + number(height) + "\"";
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" " + size + " viewBox=\"0 0 "
                + number(width) + " "
                + number(height) + "\" role=\"img\">\n<title>" + escaped(title) + "</title>\n" + body + "</svg>\n";
    }

    @Override
    public void fillRectangle(Color color, double x, double y, double w, double h) {
        rectangle(x, y, w, h, 0, fill(color));
    }

    @Override
    public void strokeRectangle(Color color, double lineWidth, double x, double y, double w, double h) {
        if (w >= 0 && h >= 0 && Math.min(w, h) <= lineWidth) {
            // No wider than its own line: filled, as on a canvas. A frame of no width would not be drawn.
            rectangle(x - lineWidth / 2, y - lineWidth / 2, w + lineWidth, h + lineWidth, 0, fill(color));
        } else {
            rectangle(x, y, w, h, 0, stroke(color, lineWidth));
        }
    }

    @Override
    public void fillRound(Color color, double x, double y, double w, double h, double diameter) {
        rectangle(x, y, w, h, diameter / 2, fill(color));
    }

    @Override
    public void strokeRound(Color color, double lineWidth, double x, double y, double w, double h, double diameter) {
        rectangle(x, y, w, h, diameter / 2, stroke(color, lineWidth));
    }

    private void rectangle(double x, double y, double w, double h, double radius, String paint) {
        if (w > 0 && h > 0) {
            body.append("<rect x=\"").append(number(x)).append("\" y=\"").append(number(y)).append("\" width=\"").append(number(w))
                    .append("\" height=\"").append(number(h)).append('"');
            if (radius > 0) {
                body.append(" rx=\"").append(number(Math.min(radius, Math.min(w, h) / 2))).append('"');
            }
            body.append(paint).append("/>\n");
        }
    }

    @Override
    public void line(Color color, double lineWidth, double[] dash, double[] xs, double[] ys, int points) {
        StringJoiner dashes = new StringJoiner(",", " stroke-dasharray=\"", "\"").setEmptyValue("");
        for (double length : dash) {
            dashes.add(number(length));
        }
        body.append("<polyline points=\"").append(points(xs, ys, points)).append('"').append(stroke(color, lineWidth)).append(dashes)
                .append("/>\n");
    }

    @Override
    public void hatch(Color color, double x, double y, double w, double h, int gap) {
        for (double start = -h; start < w; start += gap) {
            // Cut at the sides of the box.
            double from = Math.max(0, start);
            double to = Math.min(w, start + h);
            line(color, 1, new double[0], new double[] {x + from, x + to}, new double[] {y + h - (from - start), y + h - (to - start)}, 2);
        }
    }

    @Override
    public void fillPolygon(Color color, double[] xs, double[] ys) {
        body.append("<polygon points=\"").append(points(xs, ys, xs.length)).append('"').append(fill(color)).append("/>\n");
    }

    private static String points(double[] xs, double[] ys, int count) {
        StringJoiner points = new StringJoiner(" ");
        for (int i = 0; i < count; i++) {
            points.add(number(xs[i]) + "," + number(ys[i]));
        }
        return points.toString();
    }

    @Override
    public void fillOval(Color color, double x, double y, double w, double h) {
        oval(x, y, w, h, fill(color));
    }

    @Override
    public void strokeOval(Color color, double lineWidth, double x, double y, double w, double h) {
        oval(x, y, w, h, stroke(color, lineWidth));
    }

    private void oval(double x, double y, double w, double h, String paint) {
        body.append("<ellipse cx=\"").append(number(x + w / 2)).append("\" cy=\"").append(number(y + h / 2)).append("\" rx=\"")
                .append(number(w / 2))
                .append("\" ry=\"").append(number(h / 2)).append('"').append(paint).append("/>\n");
    }

    @Override
    public void text(String text, double x, double baseY, Typeface face, double size, Color color, Align align) {
        String anchor = switch (align) {
            case LEFT -> "start";
            case CENTER -> "middle";
            case RIGHT -> "end";
        };
        body.append("<text x=\"").append(number(x)).append("\" y=\"").append(number(baseY)).append("\" font-family=\"")
                .append(face.family())
                .append("\" font-weight=\"").append(face.weight()).append("\" font-size=\"").append(number(size))
                .append("\" text-anchor=\"").append(anchor)
                .append('"').append(fill(color)).append(" xml:space=\"preserve\">").append(escaped(text)).append("</text>\n");
    }

    @Override
    public void clip(double x, double y, double w, double h) {
        String id = "clip" + clips++;
        body.append("<clipPath id=\"").append(id).append("\"><rect x=\"").append(number(x)).append("\" y=\"").append(number(y))
                .append("\" width=\"")
                .append(number(w)).append("\" height=\"").append(number(h)).append("\"/></clipPath>\n<g clip-path=\"url(#").append(id)
                .append(")\">\n");
    }

    @Override
    public void unclip() {
        body.append("</g>\n");
    }

    private static String fill(Color color) {
        return " fill=\"" + hex(color) + '"' + (color.getOpacity() < 1 ? " fill-opacity=\"" + number(color.getOpacity()) + '"' : "");
    }

    private static String stroke(Color color, double lineWidth) {
        return " fill=\"none\" stroke=\"" + hex(color) + '"'
                + (color.getOpacity() < 1 ? " stroke-opacity=\"" + number(color.getOpacity()) + '"' : "")
                + " stroke-width=\"" + number(lineWidth) + '"';
    }

    private static String hex(Color color) {
        long rgb = Math.round(255 * color.getRed()) << 16 | Math.round(255 * color.getGreen()) << 8 | Math.round(255 * color.getBlue());
        return "#" + Long.toHexString(0x1000000 | rgb).substring(1);
    }

    /** At most two places after the point; a picture has thousands of numbers, and String.format is slow. */
    private static String number(double value) {
        long hundredths = Math.round(Math.abs(value) * 100);
        String text = Long.toString(hundredths / 100);
        long rest = hundredths % 100;
        if (rest > 0) {
            text += rest % 10 == 0 ? "." + rest / 10 : (rest < 10 ? ".0" : ".") + rest;
        }
        return value < 0 && hundredths > 0 ? "-" + text : text;
    }

    /** Text of XML; characters that XML has no way to write become the sign for what cannot be shown. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(code -> {
            switch (code) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                default -> {
                    boolean writable = code >= 0x20 && !(code >= 0xD800 && code <= 0xDFFF) && code != 0xFFFE && code != 0xFFFF
                            || code == '\t' || code == '\n';
                    escaped.appendCodePoint(writable ? code : 0xFFFD);
                }
            }
        });
        return escaped.toString();
    }
}
