package org.bytestill.ui.dashboard;

import java.nio.charset.StandardCharsets;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import org.bytestill.ui.common.CanvasPicture;
import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.inspector.draw.Glyphs;
import org.bytestill.ui.inspector.draw.TextCells;

/** Bytes of a text in lines, each on the heat of how little its model expected it; without heat what is not known yet. */
final class ByteTextPicture extends Region {
    private static final double CELL = 16;
    private static final double LINE = 26;
    private static final double SIZE = 13;
    private static final double MARGIN = 12;
    /** Bits of surprisal with the hottest colour. */
    private static final double MOST_BITS = 8;
    private static final double LIGHT = 0.5;

    private final Glyphs glyphs = new Glyphs();
    private final CanvasPicture picture;
    private final String name;
    private byte[] text = {};
    private double[] probabilities = {};

    ByteTextPicture(Theme theme, String name) {
        this.name = name;
        picture = new CanvasPicture(theme, 400, 120, name, this::draw);
        getChildren().add(picture);
        setMinSize(80, LINE);
    }

    /** @param newProbabilities of each byte, NaN where it is not known */
    void show(byte[] newText, double[] newProbabilities) {
        text = newText;
        probabilities = newProbabilities;
        picture.setSummary(name + " " + new String(text, StandardCharsets.UTF_8));
        picture.redraw();
    }

    /** The last lines that there is room for. */
    private void draw(Painter pen, double width, double height) {
        int columns = (int) Math.max(1, (width - 2 * MARGIN) / CELL);
        int lines = (int) Math.max(1, (height - 4) / LINE);
        TextCells cells = TextCells.of(text);
        int used = (text.length + columns - 1) / columns;
        int first = Math.max(0, used - lines) * columns;
        for (int at = first; at < text.length; at++) {
            double x = MARGIN + at % columns * CELL;
            double middle = (at - first) / columns * LINE + LINE / 2 + 2;
            if (!Double.isNaN(probabilities[at])) {
                pen.fill(heat(pen, at), x, middle - 11, CELL, 22);
            }
        }
        for (TextCells.Cell cell : cells.cells()) {
            if (cell.start() >= first) {
                glyph(pen, cell, columns, first);
            }
        }
    }

    private Color heat(Painter pen, int at) {
        double bits = -Math.log(probabilities[at]) / Math.log(2);
        return pen.tokens().heat(Math.min(1, bits / MOST_BITS));
    }

    /** A character stands at its first byte, since its bytes may be on two lines. */
    private void glyph(Painter pen, TextCells.Cell cell, int columns, int first) {
        double x = MARGIN + cell.start() % columns * CELL;
        double middle = (cell.start() - first) / columns * LINE + LINE / 2 + 2;
        boolean known = !Double.isNaN(probabilities[cell.start()]);
        Color ink = known ? inkOn(pen, heat(pen, cell.start())) : pen.tokens().get(ThemeColor.MUTED);
        glyphs.drawPlain(pen, cell, text[cell.start()], x, CELL, middle, SIZE, ink);
    }

    /** Of light and dark the one that can be read on the colour. */
    private static Color inkOn(Painter pen, Color ground) {
        boolean light = luminance(ground) > LIGHT;
        return pen.tokens().get(light == pen.tokens().isDark() ? ThemeColor.PANEL : ThemeColor.FG);
    }

    private static double luminance(Color color) {
        return 0.299 * color.getRed() + 0.587 * color.getGreen() + 0.114 * color.getBlue();
    }

    @Override
    protected void layoutChildren() {
        picture.resizeRelocate(0, 0, getWidth(), getHeight());
    }
}
