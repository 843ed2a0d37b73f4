package org.bytestill.ui.inspector.ribbon;

import java.util.Arrays;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.Painter.Align;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Typeface;
import org.bytestill.ui.inspector.draw.Glyphs;
import org.bytestill.ui.inspector.draw.TextCells;
import org.bytestill.util.Texts;

/**
 * Draws the ribbon columns of bytes outside the analysed piece: characters and hex are known, the lanes of the models are hatched.
 */
final class UnreadBytes {
    /** Bytes on both sides that are looked at, so that characters at the edges are whole. */
    private static final int AROUND = 32;

    private final Glyphs glyphs;
    private final Texts texts;

    UnreadBytes(Glyphs glyphs, Texts texts) {
        this.glyphs = glyphs;
        this.texts = texts;
    }

    /** Draws the places from {@code from} to before {@code end}; {@code first} is the place of the first column. */
    void draw(Painter pen, byte[] text, RibbonLanes lanes, int first, int from, int end) {
        if (end <= from) {
            return;
        }
        drawCharacters(pen, text, lanes, first, from, end);
        for (int place = from; place < end; place++) {
            double center = lanes.x(place - first) + lanes.cell() / 2;
            if (place % 10 == 0) {
                pen.text(Format.count(place), center, lanes.offsetMiddle(), Typeface.MONO, 11, ThemeColor.FAINT, Align.CENTER);
            }
            pen.text(Glyphs.hex(text[place]), center, lanes.hexMiddle(), Typeface.MONO, 11, ThemeColor.FAINT, Align.CENTER);
        }
        double left = lanes.x(from - first);
        double width = (end - from) * lanes.cell();
        pen.hatch(ThemeColor.LINE, left, lanes.teacherTop(), width, lanes.tokenHeight(), 6)
                .hatch(ThemeColor.LINE, left, lanes.studentTop(), width, lanes.tokenHeight(), 6)
                .hatch(ThemeColor.LINE, left, lanes.klTop(), width, lanes.klHeight(), 6)
                .hatch(ThemeColor.LINE, left, lanes.errorTop(), width, lanes.errorHeight(), 6)
                .horizontal(ThemeColor.LINE_STRONG, left, left + width, lanes.barTop() + lanes.barHeight());
        String words = texts.get("ribbon.unread");
        if (Typeface.UI.width(words, 12) + 16 < width) {
            pen.text(words, left + width / 2, lanes.barTop() + lanes.barHeight() / 2, Typeface.UI, 12, ThemeColor.MUTED, Align.CENTER);
        }
    }

    private void drawCharacters(Painter pen, byte[] text, RibbonLanes lanes, int first, int from, int end) {
        int start = Math.max(0, from - AROUND);
        while (start > 0 && start < from && (text[start] & 0xC0) == 0x80) {
            start++;
        }
        TextCells cells = TextCells.of(Arrays.copyOfRange(text, start, Math.min(text.length, end + AROUND)));
        for (int index = cells.indexAt(from - start); index < cells.cells().size() && start + cells.cells().get(index).start() < end;
                index++) {
            TextCells.Cell cell = cells.cells().get(index);
            int left = Math.max(from, start + cell.start());
            double width = (Math.min(end, start + cell.end()) - left) * lanes.cell();
            glyphs.drawCell(pen, cell, text[start + cell.start()], lanes.x(left - first), width, lanes.glyphMiddle(), lanes.glyphSize(),
                    false);
        }
    }
}
