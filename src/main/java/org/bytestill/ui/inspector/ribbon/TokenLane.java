package org.bytestill.ui.inspector.ribbon;

import java.util.Arrays;
import java.util.List;
import org.bytestill.engine.reading.TokenSpan;
import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.Painter.Align;
import org.bytestill.ui.common.Side;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Typeface;
import org.bytestill.ui.inspector.draw.Glyphs;
import org.bytestill.ui.inspector.draw.ModelStyle;
import org.bytestill.ui.inspector.draw.Scales;
import org.bytestill.ui.inspector.state.Analysis;

/** The tokens of one model over the bytes: square and solid for the teacher, round and outlined for the student. */
final class TokenLane {
    private static final double SIZE = 12;
    private static final double RING = 3.5;

    private final Side side;
    private final Glyphs glyphs;

    TokenLane(Side side, Glyphs glyphs) {
        this.side = side;
        this.glyphs = glyphs;
    }

    /** Draws what of the tokens lies in the columns from {@code first}; edges that the other model lacks get a ring. */
    void draw(Painter pen, Analysis analysis, RibbonLanes lanes, int first, int columns, int cursor, double top) {
        List<TokenSpan> own = side.of(analysis.inspection().teacherTokens(), analysis.inspection().studentTokens());
        List<TokenSpan> other = side.of(analysis.inspection().studentTokens(), analysis.inspection().teacherTokens());
        int end = Math.min(first + columns, analysis.length());
        int from = TokenSpan.indexAt(own, first);
        for (int index = from; index < own.size() && own.get(index).start() < end; index++) {
            drawToken(pen, analysis, own.get(index), lanes, first, end, cursor, top);
        }
        for (int index = from; index < own.size() && own.get(index).start() < end; index++) {
            int edge = own.get(index).start();
            if (edge > first && other.get(TokenSpan.indexAt(other, edge)).start() != edge) {
                double x = lanes.x(edge - first);
                double y = top + lanes.tokenHeight() / 2;
                pen.disc(ThemeColor.PANEL, x, y, RING).ring(ThemeColor.FG, x, y, RING, 1.5);
            }
        }
    }

    private void drawToken(Painter pen, Analysis analysis, TokenSpan token, RibbonLanes lanes, int first, int end, int cursor, double top) {
        int start = Math.max(token.start(), first);
        int stop = Math.min(token.end(), end);
        double x = lanes.x(start - first) + 1;
        double width = (stop - start) * lanes.cell() - 2;
        double height = lanes.tokenHeight();
        boolean chosen = token.start() <= cursor && cursor < token.end();
        drawBody(pen, chosen, x, top, width, height);
        ThemeColor ink = chosen ? new ModelStyle(side).onFull() : ThemeColor.FG;
        Typeface face = chosen ? Typeface.MONO_SEMI : Typeface.MONO;
        String whole = glyphs.ofToken(Arrays.copyOfRange(analysis.inspection().text(), token.start(), token.end()));
        double middle = top + height / 2;
        String share = Scales.shortShare(token.probability());
        boolean cut = token.start() < first || token.end() > end;
        if (cut) {
            String part = (token.start() < first ? "…" : "")
                    + glyphs.ofToken(Arrays.copyOfRange(analysis.inspection().text(), start, stop)) + (token.end() > end ? "…" : "");
            drawIfRoom(pen, part, x, width, middle, face, chosen ? ink : ThemeColor.MUTED);
        } else if (Typeface.MONO.width(whole + share, SIZE) + 22 < width) {
            pen.text(whole, x + 6, middle, face, SIZE, ink, Align.LEFT);
            pen.text(share, x + width - 6, middle, Typeface.MONO, 11, chosen ? ink : ThemeColor.MUTED, Align.RIGHT);
        } else {
            drawIfRoom(pen, whole, x, width, middle, whole.equals("↵") ? Typeface.UI : face, ink);
        }
    }

    private void drawBody(Painter pen, boolean chosen, double x, double top, double width, double height) {
        double radius = side.isTeacher() ? 0 : height * 0.8;
        ThemeColor ground = chosen ? new ModelStyle(side).full() : new ModelStyle(side).soft();
        pen.fillRound(ground, x, top, width, height, radius);
        if (!side.isTeacher()) {
            pen.boxRound(ThemeColor.STUDENT, x, top, width, height, radius, 1);
        }
    }

    private static void drawIfRoom(Painter pen, String text, double x, double width, double middle, Typeface face, ThemeColor ink) {
        String shown = text;
        while (shown.length() > 1 && Typeface.MONO.width(shown, SIZE) > width) {
            shown = shown.substring(0, shown.length() - (shown.endsWith("…") ? 2 : 1)) + (shown.length() > 2 ? "…" : "");
        }
        if (Typeface.MONO.width(shown, SIZE) <= width + 2) {
            pen.text(shown, x + width / 2, middle, face, SIZE, ink, Align.CENTER);
        }
    }
}
