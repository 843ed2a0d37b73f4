package org.bytestill.corpus;

import java.util.ArrayList;
import java.util.List;
import org.bytestill.text.Utf8;

/** Cuts a text into pieces of limited length that tile it, where a line or a word ends, never inside a character. */
final class DocumentSplitter {
    private DocumentSplitter() {}

    /**
     * Ends of the pieces, ascending, the last one being the end of the text.
     *
     * @param limit longest piece, in bytes; at least 4, the longest character
     */
    static List<Integer> ends(byte[] text, int limit) {
        List<Integer> ends = new ArrayList<>();
        for (int start = 0; start < text.length;) {
            int end = text.length - start <= limit ? text.length : end(text, start, start + limit);
            ends.add(end);
            start = end;
        }
        return ends;
    }

    /** Best end of a piece at or before {@code latest}: after a line, in the latter half; else after a word; else after a character. */
    static int end(byte[] text, int start, int latest) {
        for (int end = latest; end > start + (latest - start) / 2; end--) {
            if (text[end - 1] == '\n') {
                return end;
            }
        }
        for (int end = latest; end > start; end--) {
            if (text[end - 1] == ' ' || text[end - 1] == '\t' || text[end - 1] == '\n') {
                return end;
            }
        }
        return boundaryAtOrBefore(text, latest);
    }

    /** The offset, or the beginning of the character that it would cut in two. */
    static int boundaryAtOrBefore(byte[] text, int offset) {
        for (int start = offset - 1; start >= Math.max(0, offset - 3); start--) {
            if (start + Utf8.characterLength(text, start, text.length) > offset) {
                return start;
            }
        }
        return offset;
    }
}
