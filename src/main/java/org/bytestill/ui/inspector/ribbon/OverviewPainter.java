package org.bytestill.ui.inspector.ribbon;

import java.util.List;
import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.Painter.Align;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Typeface;
import org.bytestill.ui.inspector.draw.Scales;
import org.bytestill.ui.inspector.state.Analysis;
import org.bytestill.ui.inspector.state.Bookmark;
import org.bytestill.ui.inspector.state.KnownKl;
import org.bytestill.ui.inspector.state.WholeText;
import org.bytestill.util.Texts;

/** Draws the strip of the whole text: peaks of KL, what is in view, bookmarks. */
final class OverviewPainter {
    /** Room at the right of the strip. */
    static final double RIGHT = 12;

    private final WholeText whole;
    private final Texts texts;
    private Peaks peaks;

    OverviewPainter(WholeText whole, Texts texts) {
        this.whole = whole;
        this.texts = texts;
    }

    /** More of the text is known than at the last drawing. */
    void forget() {
        peaks = null;
    }

    /** @param first place of the first byte in view */
    void draw(Painter pen, double width, double height, Analysis analysis, int first, List<Bookmark> bookmarks) {
        RibbonLanes lanes = RibbonLanes.of(width);
        double left = lanes.gutter();
        double right = width - RIGHT;
        double base = height - 6;
        pen.text(texts.get(lanes.narrow() ? "overview.short" : "overview"), left - 8, height / 2, Typeface.UI, 11, ThemeColor.MUTED,
                Align.RIGHT);
        double perByte = (right - left) / analysis.wholeLength();
        int columns = Math.min(lanes.columns(width), analysis.wholeLength());
        pen.fill(ThemeColor.ACCENT_SOFT, left + first * perByte, 2, columns * perByte, height - 6);
        drawPeaks(pen, analysis, left, right - left, base, height);
        for (Bookmark bookmark : bookmarks) {
            pen.triangle(ThemeColor.FG, left + (bookmark.offset() + 0.5) * perByte, 4, 4, false);
        }
        pen.horizontal(ThemeColor.LINE_STRONG, left, right, base).box(ThemeColor.ACCENT, left + first * perByte, 2,
                Math.max(4, columns * perByte),
                height - 6, 1);
    }

    /** The largest KL of the bytes of each column as a bar; that of the chosen byte in accent; hatched where nothing is analysed. */
    private void drawPeaks(Painter pen, Analysis analysis, double left, double room, double base, double height) {
        int length = analysis.wholeLength();
        int columns = (int) Math.max(1, room / length >= 2 ? length : room);
        if (peaks == null || !peaks.isOf(analysis, columns)) {
            KnownKl known = whole.knownOf(analysis);
            peaks = new Peaks(analysis, columns, length,
                    known == null ? place -> Scales.klLevel(analysis.inspection().comparison().get(place)) : known::level);
        }
        double width = room / columns;
        int chosen = peaks.columnOf(whole.place());
        int column = 0;
        while (column < columns) {
            int next = column + 1;
            if (peaks.isKnown(column)) {
                double bar = Math.max(1, (height - 12) * peaks.level(column));
                double gap = width >= 2 ? 1 : 0;
                pen.fill(column == chosen ? ThemeColor.ACCENT : ThemeColor.SERIES, left + column * width + gap, base - bar,
                        Math.max(1, width - 2 * gap), bar);
            } else {
                while (next < columns && !peaks.isKnown(next)) {
                    next++;
                }
                pen.hatch(ThemeColor.LINE, left + column * width, 4, (next - column) * width, base - 4, 6);
            }
            column = next;
        }
    }
}
