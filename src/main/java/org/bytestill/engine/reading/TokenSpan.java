package org.bytestill.engine.reading;

import java.util.ArrayList;
import java.util.List;

/**
 * A token and the bytes it covers, from {@code start} to before {@code end}.
 *
 * @param probability the model's probability of the token given the canonical tokens before it
 */
public record TokenSpan(int start, int end, int id, String name, double probability) {
    /** Bytes and the end after them as one token, whose probability is that of them all. */
    static List<TokenSpan> joined(List<TokenSpan> spans, int end) {
        List<TokenSpan> joined = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        double probability = 1;
        int start = 0;
        for (TokenSpan span : spans) {
            probability *= span.probability();
            if (span.id() == end) {
                joined.add(new TokenSpan(start, span.end(), end, name.toString(), probability));
                name.setLength(0);
                probability = 1;
                start = span.end();
            } else {
                name.append(span.name());
            }
        }
        return joined;
    }

    /** Index of the token that covers a byte, by binary search; the tokens tile the text. */
    public static int indexAt(List<TokenSpan> tokens, int offset) {
        int low = 0;
        int high = tokens.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (tokens.get(middle).start() <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
