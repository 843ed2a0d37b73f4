package org.bytestill.ui.inspector.state;

import org.bytestill.engine.inspect.Inspection.ByteComparison;
import org.jspecify.annotations.Nullable;

/**
 * The earlier analysis that the present one is compared with: the previous checkpoint, the text before an edit, another converter.
 * Bytes of the two texts are matched in their common prefix and their common suffix. Immutable.
 */
public final class Baseline {
    private final Analysis analysis;
    private final Analysis now;
    private final String name;
    private final int sameStart;
    private final int sameEnd;

    /** @param name what was looked at then, for people */
    Baseline(Analysis analysis, Analysis now, String name) {
        this.analysis = analysis;
        this.now = now;
        this.name = name;
        byte[] old = analysis.inspection().text();
        byte[] text = now.inspection().text();
        int shorter = Math.min(old.length, text.length);
        int start = 0;
        while (start < shorter && old[start] == text[start]) {
            start++;
        }
        int end = 0;
        while (end < shorter - start && old[old.length - 1 - end] == text[text.length - 1 - end]) {
            end++;
        }
        sameStart = start;
        sameEnd = end;
    }

    public Analysis analysis() {
        return analysis;
    }

    /** Whether this belongs to the analysis; while a new one comes in, it may not yet. */
    public boolean isOf(Analysis other) {
        return now == other;
    }

    public String name() {
        return name;
    }

    /** Offset in the text before of the byte that stands at an offset now; -1 if it is new. */
    int offsetOf(int offset) {
        if (offset < sameStart) {
            return offset;
        }
        int fromEnd = now.length() - offset;
        return fromEnd <= sameEnd ? analysis.length() - fromEnd : -1;
    }

    /** What was known before at the byte that stands at an offset now; null if it is new. */
    public @Nullable ByteComparison measuresAt(int offset) {
        int old = offsetOf(offset);
        return old < 0 ? null : analysis.inspection().comparison().get(old);
    }

    /** The distributions before at the byte that stands at an offset now; null if it is new. */
    public @Nullable ByteFocus focusAt(int offset) {
        int old = offsetOf(offset);
        return old < 0 ? null : new ByteFocus(analysis, old);
    }

    /** True if nothing differs: the same bytes, read with the same result. */
    public boolean isSame() {
        return !isOtherText() && analysis.inspection().comparison().equals(now.inspection().comparison());
    }

    /** True if a byte was put in or taken out. */
    public boolean isOtherText() {
        return sameStart < now.length() || sameStart < analysis.length();
    }
}
