package org.bytestill.text;

import org.bytestill.problem.Check;

/**
 * A supervised stretch of a document: bytes that a student learns to write, such as one answer of an assistant. The text before it
 * is its prompt. Tokens never cross its edges, because a model that writes it begins after the tokens of the prompt.
 *
 * @param start offset of the first byte
 * @param end   offset after the last byte
 * @param ends  true if the writer stops there: the end of the sequence is supervised too, in place of the document's end-of-turn token,
 *              which stands at {@code end}
 */
public record Span(int start, int end, boolean ends) {
    public Span {
        Check.argument(start >= 0 && end >= start && (end > start || ends), "There is nothing between %d and %d.", start, end);
    }

    /** Number of supervised bytes, the end of the sequence not counted. */
    public int size() {
        return end - start;
    }

    /** Number of supervised next-byte distributions: one a byte, and one at the end if the writer stops there. */
    public int rows() {
        return size() + (ends ? 1 : 0);
    }
}
