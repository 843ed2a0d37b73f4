package org.bytestill.ui.inspector.lanes;

import java.util.Arrays;
import java.util.List;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.PathLog.Fate;
import org.bytestill.bytes.PathLog.LivePath;
import org.bytestill.engine.reading.TokenSpan;
import org.bytestill.ui.common.CanvasPicture;
import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.Painter.Align;
import org.bytestill.ui.common.Side;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Typeface;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.inspector.draw.Glyphs;
import org.bytestill.ui.inspector.draw.ModelStyle;
import org.bytestill.ui.inspector.draw.Scales;
import org.bytestill.ui.inspector.draw.TextCells;
import org.bytestill.ui.inspector.flow.FlowWords;
import org.bytestill.ui.inspector.lanes.LaneLayout.Lane;
import org.bytestill.ui.inspector.lanes.LaneLayout.Piece;
import org.bytestill.ui.inspector.state.Analysis;
import org.bytestill.ui.inspector.state.ByteNames;
import org.bytestill.ui.inspector.state.FlowModel;
import org.bytestill.ui.inspector.state.HighlightedToken;
import org.bytestill.ui.inspector.state.InspectorViewModel;
import org.bytestill.util.Texts;

/**
 * Draws the tokenizations around the cursor: the canonical path in the first row, others as lanes that branch off, continue and are
 * pruned.
 */
final class LanesPicture {
    private static final int REACH = 24;
    private static final double NARROWEST_BYTE = 12;
    private static final double RIGHT = 12;
    private static final double NARROW = 600;
    private static final double CHARACTERS = 22;
    private static final double CANONICAL_Y = 46;
    private static final double ROW = 18;
    private static final double CAP = 3;
    /** Width of a lane's share before it, and of the cross and reason after it. */
    private static final double LABEL = 36;
    private static final double STUB = 24;

    private final InspectorViewModel model;
    private final FlowModel flow;
    private final FlowWords words;
    private final Glyphs glyphs;
    private final Texts texts = Texts.of("flow");
    private final CanvasPicture pic;
    private List<Lane> lanes = List.of();
    private int first;
    private int end;
    private double left;
    private double cell;

    LanesPicture(InspectorViewModel model, FlowModel flow, FlowWords words, Glyphs glyphs, Theme theme) {
        this.model = model;
        this.flow = flow;
        this.words = words;
        this.glyphs = glyphs;
        pic = Ui.id(new CanvasPicture(theme, 600, 120, "", this::draw), "inspector-lanes");
        pic.setOnMouseMoved(event -> flow.litProperty().set(pointed(event.getX(), event.getY())));
        pic.setOnMouseExited(event -> flow.litProperty().set(null));
        pic.setOnMousePressed(event -> {
            pic.requestFocus();
            if (event.getX() >= left && cell > 0) {
                model.moveTo(first + (int) ((event.getX() - left) / cell));
            }
        });
    }

    CanvasPicture pic() {
        return pic;
    }

    void refresh() {
        pic.redraw();
    }

    // --- places

    private double x(int offset) {
        return left + (Math.max(first, Math.min(end, offset)) - first) * cell;
    }

    private static double y(int row) {
        return CANONICAL_Y + row * ROW;
    }

    private HighlightedToken pointed(double x, double y) {
        Analysis analysis = model.analysisProperty().get();
        if (analysis == null || cell == 0 || x < left) {
            return null;
        }
        int offset = first + (int) ((x - left) / cell);
        int row = (int) Math.round((y - CANONICAL_Y) / ROW);
        Side side = flow.sideProperty().get();
        if (row == 0 && offset < end) {
            TokenSpan token = tokens().get(TokenSpan.indexAt(tokens(), offset));
            return new HighlightedToken(side, token.start(), token.id(), ByteNames.bytesOf(analysis, token));
        }
        return lanes.stream().filter(lane -> lane.row() == row).flatMap(lane -> lane.pieces().stream())
                .filter(piece -> offset >= piece.from() && offset < piece.to()).findFirst().map(piece -> lit(piece, side)).orElse(null);
    }

    private HighlightedToken lit(Piece piece, Side side) {
        int from = piece.chain().before() == null ? piece.from() : piece.chain().before().end();
        return new HighlightedToken(side, from, piece.chain().token(),
                Arrays.copyOfRange(model.analysisProperty().get().inspection().text(), from, piece.to()));
    }

    private List<TokenSpan> tokens() {
        Analysis analysis = model.analysisProperty().get();
        return flow.sideProperty().get().of(analysis.inspection().teacherTokens(), analysis.inspection().studentTokens());
    }

    // --- drawing

    private void draw(Painter pen, double width, double height) {
        boolean narrow = width < NARROW;
        left = narrow ? 76 : 104;
        Analysis analysis = model.analysisProperty().get();
        ByteRows rows = flow.rows();
        double room = width - left - RIGHT;
        if (analysis == null || !rows.paths().isKept()) {
            lanes = List.of();
            cell = 0;
            pen.hatch(ThemeColor.LINE, 12, 8, width - 24, height - 16, 8).box(ThemeColor.LINE, 12, 8, width - 24, height - 16, 1)
                    .textOnPatch(analysis == null ? texts.get("empty") : words.whyNoTokens(flow.stateProperty().get()), width / 2,
                            height / 2, Typeface.UI, 12, ThemeColor.MUTED, Align.CENTER);
            return;
        }
        int cursor = model.cursorProperty().get();
        int columns = (int) Math.min(2 * REACH + 1, Math.floor(room / NARROWEST_BYTE));
        first = Math.max(0, Math.min(cursor - columns / 2, analysis.length() - columns));
        end = Math.min(analysis.length(), first + columns);
        cell = room / columns;
        int most = (int) Math.max(1, Math.floor((height - CANONICAL_Y - 10) / ROW));
        LaneLayout layout = new LaneLayout(rows.paths(), tokens(), first, end, cursor, most,
                new LaneLayout.Margins((int) Math.ceil(LABEL / cell), (int) Math.ceil(STUB / cell)));
        lanes = layout.lanes();
        drawBytes(pen, analysis, cursor, height);
        drawCanonicalPath(pen, rows, cursor);
        lanes.forEach(lane -> drawLane(pen, lane));
        pen.box(ThemeColor.ACCENT, x(cursor) - 1, 2, cell + 2, height - 6, 2);
        lanes.forEach(lane -> drawNotes(pen, lane));
        pen.text(texts.get(narrow ? "lanes.others.short" : "lanes.others"), left - 8, y(1), Typeface.UI, 11, ThemeColor.MUTED, Align.RIGHT);
        if (layout.undrawn() > 0) {
            pen.textOnPatch(texts.get("lanes.undrawn", layout.undrawn()), width - RIGHT, height - 9, Typeface.UI, 11, ThemeColor.FAINT,
                    Align.RIGHT);
        }
        drawMended(pen, rows);
    }

    private void drawBytes(Painter pen, Analysis analysis, int cursor, double height) {
        pen.fill(ThemeColor.ACCENT_SOFT, x(cursor), 2, cell, height - 6);
        for (int offset = first; offset < end; offset++) {
            TextCells.Cell character = analysis.cells().at(offset);
            if (offset == character.start()) {
                double width = x(character.end()) - x(offset);
                glyphs.drawCell(pen, character, analysis.inspection().text()[offset], x(offset), width, CHARACTERS, 12,
                        offset <= cursor && cursor < character.end());
            }
        }
    }

    /** The canonical tokens; hatched where none of the live paths is canonical so far. */
    private void drawCanonicalPath(Painter pen, ByteRows rows, int cursor) {
        ModelStyle dress = new ModelStyle(flow.sideProperty().get());
        HighlightedToken lit = flow.litProperty().get();
        List<TokenSpan> tokens = tokens();
        for (int index = TokenSpan.indexAt(tokens, first); index < tokens.size() && tokens.get(index).start() < end; index++) {
            TokenSpan token = tokens.get(index);
            double from = x(token.start());
            double to = x(token.end());
            boolean alive = rows.paths().at(Math.max(first, token.start())).stream()
                    .anyMatch(path -> path.chain().isCanonical() && path.chain().end() == token.start());
            if (alive || token.start() < first) {
                pen.fill(dress.full(), from, CANONICAL_Y - 6, to - from, 12);
            } else {
                pen.fill(ThemeColor.INSET, from, CANONICAL_Y - 6, to - from, 12)
                        .hatch(ThemeColor.GHOST, from, CANONICAL_Y - 6, to - from, 12, 4)
                        .box(ThemeColor.GHOST, from, CANONICAL_Y - 6, to - from, 12, 1);
            }
            if (lit != null && lit.is(dress.side(), token.start(), token.id())) {
                pen.fill(ThemeColor.ACCENT, from, CANONICAL_Y - 10, to - from - CAP, 3);
            }
            if (token.end() <= end) {
                pen.fill(ThemeColor.FG, to - CAP, CANONICAL_Y - 9, CAP, 18);
            }
        }
        double share = rows.paths().at(cursor).stream().filter(path -> path.chain().isCanonical()
                && tokens.get(TokenSpan.indexAt(tokens, cursor)).start() == path.chain().end()).mapToDouble(LivePath::share).sum();
        String name = texts.get(left < 100 ? "lanes.canonical.short" : "lanes.canonical", Scales.shortShare(share));
        pen.text(name, left - 8, CANONICAL_Y, Typeface.UI, 11, ThemeColor.MUTED, Align.RIGHT);
    }

    private void drawLane(Painter pen, Lane lane) {
        ModelStyle dress = new ModelStyle(flow.sideProperty().get());
        double y = y(lane.row());
        double thick = Math.max(4, Math.min(12, 4 + 8 * lane.share()));
        double from = x(lane.from());
        double parent = y(lane.parent()) + (lane.parent() == 0 ? 6 : 2);
        if (lane.parent() < lane.row()) {
            pen.line(dress.full(), 1, Math.round(from) + 0.5, parent, Math.round(from) + 0.5, y);
        }
        HighlightedToken lit = flow.litProperty().get();
        double at = from;
        for (Piece piece : lane.pieces()) {
            double start = x(piece.from());
            double to = x(piece.to());
            dress.softBox(pen, start, y - thick / 2, to - start, thick);
            pen.box(dress.full(), start, y - thick / 2, to - start, thick, 1).fill(ThemeColor.FG, to - CAP, y - thick / 2 - 3, CAP,
                    thick + 6);
            if (lit != null && lit.equals(lit(piece, dress.side()))) {
                pen.fill(ThemeColor.ACCENT, start, y - thick / 2 - 5, to - start - CAP, 3);
            }
            at = to;
        }
        double to = x(lane.to());
        if (to > at) {
            // The token is not finished: open at its end.
            pen.line(dress.full(), 1, at, y - 2, to, y - 2).line(dress.full(), 1, at, y + 2, to, y + 2);
        }
    }

    /** Its share before it, and what became of it after it; of a lane that began before the first byte in view in the gutter. */
    private void drawNotes(Painter pen, Lane lane) {
        double y = y(lane.row());
        drawFate(pen, lane, x(lane.to()), y);
        if (lane.from() > first || lane.row() > 1) {
            pen.textOnPatch(Scales.shortShare(lane.share()), x(lane.from()) - 4, y, Typeface.MONO, 11,
                    lane.alive() ? ThemeColor.FG : ThemeColor.MUTED, Align.RIGHT);
        }
    }

    private static void drawFate(Painter pen, Lane lane, double x, double y) {
        if (lane.fate() == Fate.GOES_ON || lane.fate() == Fate.END_OF_TEXT) {
            return;
        }
        pen.line(ThemeColor.FG, 1.5, x + 3, y - 4, x + 11, y + 4).line(ThemeColor.FG, 1.5, x + 3, y + 4, x + 11, y - 4);
        String reason = lane.fate() == Fate.BELOW_THRESHOLD ? "ε" : lane.fate() == Fate.BEYOND_WIDTH ? "K" : "";
        if (!reason.isEmpty()) {
            pen.text(reason, x + 15, y, Typeface.MONO_MEDIUM, 11, ThemeColor.MUTED, Align.LEFT);
        }
    }

    /** Bytes where every path had died and one was mended. */
    private void drawMended(Painter pen, ByteRows rows) {
        for (int offset = first; offset < end; offset++) {
            if (rows.healed(offset)) {
                pen.triangle(ThemeColor.WARN, x(offset) + cell / 2, CANONICAL_Y - 14, 4, true);
            }
        }
    }
}
