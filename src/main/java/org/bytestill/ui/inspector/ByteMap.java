package org.bytestill.ui.inspector;

import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;
import javafx.scene.paint.Color;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.MassFlow;
import org.bytestill.ui.common.Face;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Ink;
import org.bytestill.ui.common.Pen;
import org.bytestill.ui.common.Pen.Align;
import org.bytestill.ui.common.Theme;

/** All 256 bytes and the end of the text at their places, in the zones of UTF-8. Needs no tokens. */
final class ByteMap extends DrawnFlow {
    private static final int SIDE = 16;
    private static final double LEFT = 36;
    private static final double HEAD = 18;
    private static final double FOOT = 20;
    /** Least height of a row with signs in it. */
    private static final double LEGIBLE = 12;
    /** The zone of bytes that begin a character of two; those of three and four follow. */
    private static final int FIRST_OF_BEGINNINGS = 3;
    /** Probabilities of less have no height. */
    private static final double SMALLEST = 1e-6;
    /** First bytes of the zones, and their names. */
    private static final int[] ZONES = {0x00, 0x20, 0x80, 0xC0, 0xE0, 0xF0};

    private double cellWidth;
    private double cellHeight;

    ByteMap(InspectorViewModel model, FlowModel flow, FlowWords words, Theme theme) {
        super(model, flow, words, theme, "inspector-map");
    }

    @Override
    public int[] shownBytes() {
        return IntStream.range(0, ByteDistribution.BYTES).toArray();
    }

    /** Lights the heaviest token that votes for the byte. */
    @Override
    void point(double x, double y) {
        int column = (int) Math.floor((x - LEFT) / Math.max(1, cellWidth));
        int row = (int) Math.floor((y - HEAD) / Math.max(1, cellHeight));
        MassFlow shown = flow.stateProperty().get().flow();
        boolean inside = column >= 0 && column < SIDE && row >= 0 && row < SIDE;
        flow.litProperty().set(shown == null || !inside ? null : shown.bytes().stream().filter(node -> node.value() == row * SIDE + column)
                .flatMap(node -> node.tokens().stream()).max(Comparator.comparingDouble(MassFlow.Token::share))
                .map(token -> Lit.of(flow.ofTeacherProperty().get(), shown, token)).orElse(null));
    }

    /** The byte that the lit token votes for here, or -1. */
    private int litByte(int offset) {
        byte[] rest = litBytes(offset);
        return rest.length == 0 ? -1 : rest[0] & 0xFF;
    }

    @Override
    void draw(Pen pen, double width, double height) {
        boolean narrow = width < NARROW;
        double left = LEFT;
        double right = width - (narrow ? 92 : 124);
        cellWidth = Math.floor((right - left) / SIDE);
        cellHeight = Math.floor((height - HEAD - FOOT) / SIDE);
        for (int column = 0; column < SIDE; column++) {
            pen.text("_" + Integer.toHexString(column).toUpperCase(Locale.ROOT), left + (column + 0.5) * cellWidth, HEAD / 2 + 2, Face.MONO, 11,
                    Ink.FAINT, Align.CENTER);
        }
        ByteRows rows = flow.rows();
        int offset = model.cursorProperty().get();
        double[] p = rows == null ? null : rows.distribution(offset);
        int actual = rows == null ? -1 : model.analysisProperty().get().inspection().text()[offset] & 0xFF;
        for (int value = 0; value < ByteDistribution.BYTES; value++) {
            double x = left + (value % SIDE) * cellWidth;
            double y = HEAD + (value / SIDE) * cellHeight;
            drawByte(pen, value, p == null ? 0 : p[value], x, y, cellWidth, cellHeight, value == actual);
        }
        mark(pen, Ink.ACCENT, rows == null ? -1 : litByte(offset), 1);
        mark(pen, Ink.FG, model.chosenByteProperty().get(), 2);
        drawZones(pen, left);
        double y = HEAD + SIDE * cellHeight + FOOT / 2;
        pen.text(texts.get("map.scale"), left, y, Face.UI, 11, Ink.FAINT, Align.LEFT);
        if (p != null) {
            pen.text(texts.get("map.end", Format.probability(p[ByteDistribution.EOS])), left + SIDE * cellWidth, y, Face.MONO, 11, Ink.MUTED, Align.RIGHT);
        }
    }

    private static double level(double probability) {
        return Math.max(0, 1 - Math.log(Math.max(probability, SMALLEST)) / Math.log(SMALLEST));
    }

    /** A bar from below, on a logarithmic scale: its height says what its colour says. */
    private void drawByte(Pen pen, int value, double probability, double x, double y, double width, double height, boolean actual) {
        boolean teacher = flow.ofTeacherProperty().get();
        Dress dress = new Dress(teacher);
        double level = level(probability);
        double bar = Math.round((height - 1) * level);
        if (bar >= 1) {
            Color ground = pen.tokens().get(dress.soft()).interpolate(pen.tokens().get(dress.full()), Math.max(0, 2 * level - 1));
            pen.fill(ground, x, y + height - 1 - bar, width - 1, bar);
        }
        boolean onFull = level > 0.85;
        String glyph = FlowWords.ofByte(value);
        if (height >= LEGIBLE) {
            pen.text(glyph, x + (width - 1) / 2, y + (height - 1) / 2, FlowWords.faceOf(glyph, Face.MONO), 11,
                    onFull ? dress.onFull() : level > 0 ? Ink.FG : Ink.FAINT, Align.CENTER);
        }
        if (actual) {
            pen.box(Ink.ACCENT, x - 1, y - 1, width + 1, height + 1, 2);
        }
    }

    private void mark(Pen pen, Ink ink, int value, double lineWidth) {
        if (value >= 0) {
            pen.box(ink, LEFT + (value % SIDE) * cellWidth, HEAD + (value / SIDE) * cellHeight, cellWidth - 1, cellHeight - 1, lineWidth);
        }
    }

    /** Names of the zones at the right, first digits of the rows at the left; of low rows only what has room. */
    private void drawZones(Pen pen, double left) {
        boolean low = cellHeight < LEGIBLE;
        double right = left + SIDE * cellWidth;
        for (int zone = 0; zone < ZONES.length; zone++) {
            int firstRow = ZONES[zone] / SIDE;
            int endRow = zone + 1 < ZONES.length ? ZONES[zone + 1] / SIDE : SIDE;
            pen.horizontal(Ink.LINE_STRONG, left, right - 1, HEAD + firstRow * cellHeight - 1);
            for (int row = firstRow; row < (low ? zone < ZONES.length - 2 ? firstRow + 1 : firstRow : endRow); row++) {
                pen.text(Integer.toHexString(row).toUpperCase(Locale.ROOT) + "_", left - 6, HEAD + (row + 0.5) * cellHeight, Face.MONO, 11, Ink.FAINT, Align.RIGHT);
            }
            double middle = HEAD + cellHeight * (firstRow + (low && zone == FIRST_OF_BEGINNINGS ? SIDE : endRow)) / 2;
            if (!low || zone <= FIRST_OF_BEGINNINGS) {
                pen.text(texts.get(low && zone == FIRST_OF_BEGINNINGS ? "zone.all" : "zone." + zone), right + 8, middle, Face.UI, 11, Ink.MUTED, Align.LEFT);
            }
        }
        pen.horizontal(Ink.LINE_STRONG, left, right - 1, HEAD + SIDE * cellHeight - 1);
    }
}
