package org.bytestill.ui.inspector.ribbon;

import org.bytestill.engine.inspect.Inspection.ByteComparison;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.Painter.Align;
import org.bytestill.ui.common.Side;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Typeface;
import org.bytestill.ui.inspector.draw.Glyphs;
import org.bytestill.ui.inspector.draw.Scales;
import org.bytestill.ui.inspector.draw.TextCells;
import org.bytestill.ui.inspector.state.Analysis;
import org.bytestill.ui.inspector.state.ConverterErrorModel.State;
import org.bytestill.ui.inspector.state.HighlightedToken;
import org.bytestill.util.Texts;

/** Draws the visible columns of the ribbon: character, hex, tokens, surprisal with entropy, KL, top-1, converter error. */
final class RibbonPainter {
    /** Side of the corner that marks a byte at which the student is blind. */
    private static final double BLIND = 6;

    private final Texts texts;
    private final Glyphs glyphs = new Glyphs();
    private final TokenLane teacherLane = new TokenLane(Side.TEACHER, glyphs);
    private final TokenLane studentLane = new TokenLane(Side.STUDENT, glyphs);
    private final ErrorLane errorLane;

    RibbonPainter(Texts texts) {
        this.texts = texts;
        errorLane = new ErrorLane(texts);
    }

    ErrorLane errorLane() {
        return errorLane;
    }

    Glyphs glyphs() {
        return glyphs;
    }

    /** Draws what is analysed of the columns; {@code first} is the offset of the first column, negative if bytes before the analysed ones are in view. */
    void draw(Painter pen, Analysis analysis, RibbonLanes lanes, int first, int columns, int cursor, HighlightedToken lit, State error) {
        int from = Math.max(0, first);
        int end = Math.min(first + columns, analysis.length());
        if (end <= from) {
            return;
        }
        boolean cursorSeen = cursor >= first && cursor < end;
        double cursorX = lanes.x(cursor - first);
        if (cursorSeen) {
            pen.fill(ThemeColor.ACCENT_SOFT, cursorX, 0, lanes.cell(), lanes.teacherTop() - 2);
            pen.fill(ThemeColor.ACCENT_SOFT, cursorX, lanes.barTop() - 6, lanes.cell(), lanes.end() - lanes.barTop() + 6);
        }
        drawBarGrid(pen, lanes, lanes.x(from - first), lanes.x(end - first));
        drawCharacters(pen, analysis, lanes, first, from, end, cursor);
        for (int offset = from; offset < end; offset++) {
            drawByte(pen, analysis, lanes, offset, lanes.x(offset - first), offset == cursor);
        }
        pen.box(ThemeColor.LINE, lanes.x(from - first), lanes.klTop() - 1, (end - from) * lanes.cell(), lanes.klHeight() + 2, 1);
        errorLane.draw(pen, error, lanes, first, from, end);
        teacherLane.draw(pen, analysis, lanes, first, columns, cursor, lanes.teacherTop());
        studentLane.draw(pen, analysis, lanes, first, columns, cursor, lanes.studentTop());
        drawLit(pen, lanes, lit, first, end);
        if (cursorSeen) {
            double frame = lanes.cell() + 2;
            pen.text(Format.count(analysis.place(cursor)), cursorX + lanes.cell() / 2, lanes.offsetMiddle(), Typeface.MONO_SEMI, 11,
                    ThemeColor.ACCENT, Align.CENTER);
            frameCharacter(pen, analysis, lanes, first, end, cursor);
            pen.box(ThemeColor.ACCENT, cursorX - 1, lanes.barTop() - 6, frame, lanes.end() - lanes.barTop() + 6, 2);
        }
    }

    /** A bar over the bytes of the lit token, above the lane of its model; they need not be one of the text's own tokens. */
    private static void drawLit(Painter pen, RibbonLanes lanes, HighlightedToken lit, int first, int end) {
        if (lit == null || lit.end() <= first || lit.start() >= end) {
            return;
        }
        double from = lanes.x(Math.max(first, lit.start()) - first);
        double to = lanes.x(Math.min(end, lit.end()) - first);
        double y = lit.side().of(lanes.teacherTop() - 3, lanes.studentTop() + lanes.tokenHeight());
        pen.fill(ThemeColor.ACCENT, from + 1, y, to - from - 2, 3);
    }

    /** One frame around character and hex of a byte; a character of several bytes has its own, above that of the byte. */
    private static void frameCharacter(Painter pen, Analysis analysis, RibbonLanes lanes, int first, int end, int cursor) {
        TextCells.Cell cell = analysis.cells().at(cursor);
        double left = lanes.x(cursor - first) - 1;
        double width = lanes.cell() + 2;
        if (cell.end() - cell.start() == 1) {
            pen.box(ThemeColor.ACCENT, left, lanes.glyphMiddle() - 13, width, lanes.teacherTop() - 2 - (lanes.glyphMiddle() - 13), 2);
            return;
        }
        int start = Math.max(first, cell.start());
        pen.box(ThemeColor.ACCENT, lanes.x(start - first), lanes.glyphMiddle() - 11, (Math.min(end, cell.end()) - start) * lanes.cell(), 22,
                2);
        pen.box(ThemeColor.ACCENT, left, lanes.glyphMiddle() + 11, width, lanes.teacherTop() - 2 - (lanes.glyphMiddle() + 11), 2);
    }

    void drawNames(Painter pen, RibbonLanes lanes) {
        String form = lanes.narrow() ? ".short" : "";
        double right = lanes.gutter() - 8;
        double tokenMiddle = lanes.tokenHeight() / 2;
        name(pen, "lane.character" + form, right, lanes.glyphMiddle());
        name(pen, "lane.hex", right, lanes.hexMiddle());
        name(pen, "teacher", right, lanes.teacherTop() + tokenMiddle);
        name(pen, "student", right, lanes.studentTop() + tokenMiddle);
        name(pen, "lane.surprisal" + form, right, lanes.barTop() + lanes.barHeight() / 2);
        name(pen, "lane.kl" + form, right, lanes.klTop() + lanes.klHeight() / 2);
        name(pen, "lane.top1", right, lanes.topMiddle());
        name(pen, "lane.error" + form, right, lanes.errorTop() + lanes.errorHeight() / 2);
        pen.mark(Side.TEACHER, right - 8 - Typeface.UI.width(texts.get("teacher"), 11), lanes.teacherTop() + tokenMiddle, 8);
        pen.mark(Side.STUDENT, right - 8 - Typeface.UI.width(texts.get("student"), 11), lanes.studentTop() + tokenMiddle, 8);
    }

    private void name(Painter pen, String key, double right, double middle) {
        pen.text(texts.get(key), right, middle, Typeface.UI, 11, ThemeColor.MUTED, Align.RIGHT);
    }

    private static void drawBarGrid(Painter pen, RibbonLanes lanes, double left, double right) {
        for (int bits = 0; bits <= Scales.MOST_BITS; bits += 4) {
            double y = lanes.barTop() + lanes.barHeight() * (1 - bits / Scales.MOST_BITS);
            pen.horizontal(bits == 0 ? ThemeColor.LINE_STRONG : ThemeColor.LINE, left, right, y);
            if (bits > 0 && !lanes.narrow()) {
                pen.text(Integer.toString(bits), right + 3, y, Typeface.MONO, 11, ThemeColor.FAINT, Align.LEFT);
            }
        }
    }

    private void drawCharacters(Painter pen, Analysis analysis, RibbonLanes lanes, int first, int from, int end, int cursor) {
        for (int index = analysis.cells().indexAt(from); index < analysis.cells().cells().size(); index++) {
            TextCells.Cell cell = analysis.cells().cells().get(index);
            if (cell.start() >= end) {
                return;
            }
            int start = Math.max(from, cell.start());
            double width = (Math.min(end, cell.end()) - start) * lanes.cell();
            boolean chosen = cell.start() <= cursor && cursor < cell.end();
            glyphs.drawCell(pen, cell, analysis.inspection().text()[cell.start()], lanes.x(start - first), width, lanes.glyphMiddle(),
                    lanes.glyphSize(), chosen);
        }
    }

    private static void drawByte(Painter pen, Analysis analysis, RibbonLanes lanes, int offset, double x, boolean chosen) {
        ByteComparison measures = analysis.inspection().comparison().get(offset);
        double center = x + lanes.cell() / 2;
        if (analysis.place(offset) % 10 == 0 && !chosen) {
            pen.text(Format.count(analysis.place(offset)), center, lanes.offsetMiddle(), Typeface.MONO, 11, ThemeColor.FAINT, Align.CENTER);
        }
        pen.text(Glyphs.hex(analysis.inspection().text()[offset]), center, lanes.hexMiddle(), Typeface.MONO, 11,
                chosen ? ThemeColor.FG : ThemeColor.FAINT,
                Align.CENTER);
        boolean teacherRead = analysis.inspection().teacher().livePaths(offset) > 0;
        boolean studentRead = analysis.inspection().student().livePaths(offset) > 0;
        drawSurprisal(pen, lanes, measures, x);
        if (!teacherRead || !studentRead) {
            // A byte that the head has no row for, or that no path reached: what stands there is no measure.
            pen.fill(ThemeColor.PANEL, x + 1, lanes.barTop(), lanes.cell() - 2, lanes.barHeight())
                    .hatch(ThemeColor.GHOST, x + 1, lanes.barTop(), lanes.cell() - 2,
                            lanes.barHeight(), 4)
                    .hatch(ThemeColor.GHOST, x + 1, lanes.klTop(), lanes.cell() - 2, lanes.klHeight(), 4);
            return;
        }
        double level = Scales.klLevel(measures);
        pen.fill(pen.tokens().heat(level), x + 1, lanes.klTop(), lanes.cell() - 2, lanes.klHeight());
        if (Double.isInfinite(measures.klBits())) {
            pen.text("∞", center, lanes.klTop() + lanes.klHeight() / 2, Typeface.MONO, 11, level < 0.5 ? ThemeColor.FG : ThemeColor.PANEL,
                    Align.CENTER);
        }
        if (analysis.isBlind(offset)) {
            double right = x + lanes.cell() - 1;
            double bottom = lanes.klTop() + lanes.klHeight();
            pen.polygon(ThemeColor.PANEL, new double[] {right - BLIND - 1, right, right},
                    new double[] {bottom, bottom, bottom - BLIND - 1});
            pen.polygon(ThemeColor.FG, new double[] {right - BLIND + 1, right, right}, new double[] {bottom, bottom, bottom - BLIND + 1});
        }
        if (measures.teacherTop1() == measures.studentTop1()) {
            pen.disc(ThemeColor.GHOST, center, lanes.topMiddle(), 2);
        } else {
            pen.line(ThemeColor.FG, 1.5, center - 3.5, lanes.topMiddle() - 3.5, center + 3.5, lanes.topMiddle() + 3.5);
            pen.line(ThemeColor.FG, 1.5, center - 3.5, lanes.topMiddle() + 3.5, center + 3.5, lanes.topMiddle() - 3.5);
        }
    }

    private static void drawSurprisal(Painter pen, RibbonLanes lanes, ByteComparison measures, double x) {
        double width = lanes.narrow() ? 7 : 8;
        double gap = lanes.narrow() ? 2 : 3;
        double base = lanes.barTop() + lanes.barHeight();
        double perBit = lanes.barHeight() / Scales.MOST_BITS;
        double teacher = Math.max(1, perBit * Math.min(Scales.MOST_BITS, measures.teacherSurprisalBits()));
        double student = Math.max(1, perBit * Math.min(Scales.MOST_BITS, measures.studentSurprisalBits()));
        pen.bar(Side.TEACHER, x + gap, base - teacher, width, teacher)
                .bar(Side.STUDENT, x + gap + width + 2, base - student, width, student);
        double highest = Math.max(measures.teacherSurprisalBits(), measures.studentSurprisalBits());
        if (highest > Scales.MOST_BITS) {
            pen.fill(ThemeColor.PANEL, x + 1, lanes.barTop() + 4, lanes.cell() - 2, 2);
            pen.text(Format.fixed(highest, 0), x + lanes.cell() / 2, lanes.barTop() - 7, Typeface.MONO, 11, ThemeColor.FG, Align.CENTER);
        }
        double teacherEntropy = perBit * Math.min(Scales.MOST_BITS, measures.teacherEntropyBits());
        double studentEntropy = perBit * Math.min(Scales.MOST_BITS, measures.studentEntropyBits());
        pen.fill(ThemeColor.FG, x + gap - 1, base - teacherEntropy, width + 2, 1)
                .fill(ThemeColor.FG, x + gap + width + 1, base - studentEntropy, width + 2, 1);
    }
}
