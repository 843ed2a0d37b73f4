package org.bytestill.ui.inspector.flow;

import java.util.Comparator;
import java.util.stream.IntStream;
import javafx.scene.paint.Color;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.flow.MassFlow;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.Painter.Align;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Typeface;
import org.bytestill.ui.inspector.draw.ModelStyle;
import org.bytestill.ui.inspector.state.FlowModel;
import org.bytestill.ui.inspector.state.HighlightedToken;
import org.bytestill.ui.inspector.state.InspectorViewModel;

/**
 * Heat map of the next byte: all 256 bytes in a 16 by 16 grid, in the zones of UTF-8, and the end of the text. Needs no tokens.
 */
final class ByteMap extends DrawnFlow {
    /** Probabilities of less have no height. */
    private static final double SMALLEST = 1e-6;

    private ByteGrid grid = ByteGrid.of(0, 0);

    ByteMap(InspectorViewModel model, FlowModel flow, FlowWords words, Theme theme, Runnable fork) {
        super(model, flow, words, theme, fork, "inspector-map");
    }

    @Override
    public int[] shownBytes() {
        return IntStream.range(0, ByteDistribution.BYTES).toArray();
    }

    /** Lights the heaviest token that votes for the byte. */
    @Override
    void point(double x, double y) {
        int value = grid.byteAt(x, y);
        MassFlow shown = flow.stateProperty().get().flow();
        flow.litProperty().set(shown == null || value < 0 ? null : shown.bytes().stream().filter(node -> node.value() == value)
                .flatMap(node -> node.tokens().stream()).max(Comparator.comparingDouble(MassFlow.Token::share))
                .map(token -> HighlightedToken.of(flow.sideProperty().get(), shown, token)).orElse(null));
    }

    @Override
    int byteAt(double x, double y) {
        return grid.byteAt(x, y);
    }

    /** The byte that the lit token votes for here, or -1. */
    private int litByte(int offset) {
        byte[] rest = litBytes(offset);
        return rest.length == 0 ? -1 : rest[0] & 0xFF;
    }

    @Override
    void draw(Painter pen, double width, double height) {
        grid = ByteGrid.of(width, height);
        ByteRows rows = flow.rows();
        int offset = model.cursorProperty().get();
        double[] p = rows == null ? null : rows.distribution(offset);
        for (int value = 0; value < ByteDistribution.BYTES; value++) {
            drawByte(pen, value, p == null ? 0 : p[value]);
        }
        if (rows != null) {
            grid.frameActual(pen, model.analysisProperty().get().inspection().text()[offset] & 0xFF);
            grid.frame(pen, ThemeColor.ACCENT, litByte(offset), 1);
        }
        grid.frame(pen, ThemeColor.FG, model.chosenByteProperty().get(), 2);
        grid.drawNames(pen);
        double y = grid.bottom() + ByteGrid.FOOT / 2;
        pen.text(texts.get("map.scale"), ByteGrid.LEFT, y, Typeface.UI, 11, ThemeColor.FAINT, Align.LEFT);
        if (p != null) {
            pen.text(texts.get("map.end", Format.probability(p[ByteDistribution.EOS])), grid.right(), y, Typeface.MONO, 11,
                    ThemeColor.MUTED, Align.RIGHT);
        }
    }

    private static double level(double probability) {
        return Math.max(0, 1 - Math.log(Math.max(probability, SMALLEST)) / Math.log(SMALLEST));
    }

    /** A bar from below, on a logarithmic scale: its height says what its colour says. */
    private void drawByte(Painter pen, int value, double probability) {
        ModelStyle dress = new ModelStyle(flow.sideProperty().get());
        double level = level(probability);
        double height = grid.cellHeight() - 1;
        double bar = Math.round(height * level);
        if (bar >= 1) {
            Color ground = pen.tokens().get(dress.soft()).interpolate(pen.tokens().get(dress.full()), Math.max(0, 2 * level - 1));
            pen.fill(ground, grid.x(value), grid.y(value) + height - bar, grid.cellWidth() - 1, bar);
        }
        if (grid.isLegible()) {
            String glyph = FlowWords.ofByte(value);
            pen.text(glyph, grid.x(value) + (grid.cellWidth() - 1) / 2, grid.y(value) + height / 2, FlowWords.faceOf(glyph, Typeface.MONO),
                    11,
                    level > 0.85 ? dress.onFull() : level > 0 ? ThemeColor.FG : ThemeColor.FAINT, Align.CENTER);
        }
    }
}
