package org.bytestill.engine.reading;

import java.util.List;

/**
 * A token and the bytes it covers, from {@code start} to before {@code end}.
 *
 * @param probability the model's probability of the token given the canonical tokens before it
 */
public record TokenSpan(int start, int end, int id, String name, double probability) {
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
