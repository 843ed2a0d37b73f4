package org.bytestill.ui.inspector.state;

import java.util.List;
import java.util.stream.IntStream;
import org.bytestill.engine.inspect.Inspection;
import org.bytestill.engine.inspect.Inspection.ByteComparison;
import org.bytestill.engine.reading.TokenSpan;
import org.bytestill.ui.inspector.draw.Scales;
import org.bytestill.ui.inspector.draw.TextCells;

/** Where the cursor, a byte offset, goes with each key. Every move stays within the text. */
public final class CursorMoves {
    private final TextCells cells;
    private final Inspection inspection;
    private final int[] worstFirst;

    CursorMoves(Inspection inspection, TextCells cells) {
        this.inspection = inspection;
        this.cells = cells;
        worstFirst = IntStream.range(0, length()).boxed()
                .sorted((offset, other) -> worstFirst(inspection.comparison().get(offset), inspection.comparison().get(other)))
                .mapToInt(offset -> offset).toArray();
    }

    private static int worstFirst(ByteComparison measures, ByteComparison others) {
        return Scales.worstFirst(measures.klBits(), measures.jsdBits(), others.klBits(), others.jsdBits());
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

    /** Next in the order of KL, largest first and infinite ones by JSD, round at the end. */
    public int nextWorst(int from) {
        return worstFirst[(placeByKl(from) + 1) % worstFirst.length];
    }

    int previousWorst(int from) {
        return worstFirst[(placeByKl(from) + worstFirst.length - 1) % worstFirst.length];
    }

    /** The nearest byte after or before this one where the models find different bytes most probable; this one if there is none. */
    public int toDisagreement(int from, boolean forward) {
        int step = forward ? 1 : -1;
        for (int offset = from + step; offset >= 0 && offset < length(); offset += step) {
            ByteComparison measures = inspection.comparison().get(offset);
            if (measures.teacherTop1() != measures.studentTop1()) {
                return offset;
            }
        }
        return from;
    }

    /** The byte with the largest KL. */
    public int worst() {
        return worstFirst[0];
    }

    /** Offsets by KL, largest first. */
    int[] worstFirst() {
        return worstFirst.clone();
    }

    private int placeByKl(int offset) {
        for (int place = 0; place < worstFirst.length; place++) {
            if (worstFirst[place] == offset) {
                return place;
            }
        }
        return -1;
    }
}
