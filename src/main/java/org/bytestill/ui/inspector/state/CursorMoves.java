package org.bytestill.ui.inspector.state;

import java.util.List;
import org.bytestill.engine.inspect.Inspection;
import org.bytestill.engine.reading.TokenSpan;
import org.bytestill.ui.inspector.draw.TextCells;

/** Where the cursor, a byte offset, goes with each key. Every move stays within the text. */
public final class CursorMoves {
    private final TextCells cells;
    private final Inspection inspection;

    CursorMoves(Inspection inspection, TextCells cells) {
        this.inspection = inspection;
        this.cells = cells;
    }

    private int length() {
        return inspection.text().length;
    }

    public int byBytes(int from, int bytes) {
        return Math.max(0, Math.min(length() - 1, from + bytes));
    }

    /** The first byte of the next character, or of this one going back, or of the one before. */
    public int byCharacter(int from, boolean forward) {
        TextCells.Cell here = cells.at(from);
        if (forward) {
            return here.end() < length() ? here.end() : from;
        }
        return from > here.start() ? here.start() : cells.at(byBytes(here.start(), -1)).start();
    }

    public int byTeacherToken(int from, boolean forward) {
        return byToken(inspection.teacherTokens(), from, forward);
    }

    public int byStudentToken(int from, boolean forward) {
        return byToken(inspection.studentTokens(), from, forward);
    }

    private static int byToken(List<TokenSpan> tokens, int from, boolean forward) {
        int index = TokenSpan.indexAt(tokens, from);
        TokenSpan here = tokens.get(index);
        if (forward) {
            return index + 1 < tokens.size() ? here.end() : from;
        }
        return from > here.start() ? here.start() : tokens.get(Math.max(0, index - 1)).start();
    }
}
