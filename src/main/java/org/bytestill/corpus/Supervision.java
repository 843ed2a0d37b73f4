package org.bytestill.corpus;

import java.util.List;
import org.bytestill.problem.Check;
import org.bytestill.text.Span;
import org.bytestill.text.chat.ByteRange;

/**
 * The supervised spans of a document: the bytes that have a term in the loss. Of a plain text it is one span, the whole text; of a
 * conversation the answers of the assistant; of a prompt with a completion the completion.
 *
 * @param spans in their order, without overlap; empty if nothing is supervised
 */
public record Supervision(List<Span> spans) {
    public Supervision {
        spans = List.copyOf(spans);
        for (int i = 1; i < spans.size(); i++) {
            Span before = spans.get(i - 1);
            Check.argument(before.end() + (before.ends() ? 1 : 0) <= spans.get(i).start(), "Spans %s and %s overlap.", before,
                    spans.get(i));
        }
    }

    /** Some ranges of a text, in order, without its end. */
    public static Supervision of(List<ByteRange> ranges) {
        return new Supervision(ranges.stream().filter(range -> range.length() > 0)
                .map(range -> new Span(range.start(), range.end(), false)).toList());
    }

    /** Every byte of a text, but not its end. */
    public static Supervision whole(int size) {
        return new Supervision(List.of(new Span(0, size, false)));
    }

    /** True if all bytes of a text of that size are supervised as one span, and its end is not. */
    public boolean isWhole(int size) {
        return spans.size() == 1 && spans.get(0).equals(new Span(0, size, false));
    }

    /** Number of supervised bytes, ends of sequence not counted. */
    public int bytes() {
        return spans.stream().mapToInt(Span::size).sum();
    }

    /** Number of supervised next-byte distributions. */
    public int rows() {
        return spans.stream().mapToInt(Span::rows).sum();
    }

    /** Index of the span that has a row at the offset, its end included if that is supervised; -1 outside. */
    public int at(int offset) {
        for (int i = 0; i < spans.size(); i++) {
            if (offset >= spans.get(i).start() && offset < spans.get(i).start() + spans.get(i).rows()) {
                return i;
            }
        }
        return -1;
    }
}
