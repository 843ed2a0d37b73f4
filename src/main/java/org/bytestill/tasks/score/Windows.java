package org.bytestill.tasks.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A long text window by window, as lm-evaluation-harness reads it: the first window has the prefix token and then one token less than it
 * holds; each later one is full, so that the last begins with tokens that are scored already (method.md 5.5).
 */
final class Windows {
    private Windows() {}

    /**
     * @param tokens the text
     * @param prefix token before the first
     * @param window tokens that are read at once
     * @return together every token of the text once as a continuation
     */
    static List<Pair> of(int[] tokens, int prefix, int window) {
        List<Pair> windows = new ArrayList<>();
        int done = 0;
        while (done < tokens.length) {
            int end = Math.min(tokens.length, done + window);
            int first = end - window - 1;
            int[] context = done == 0 ? new int[] {prefix} : Arrays.copyOfRange(tokens, first, done);
            windows.add(new Pair(context, Arrays.copyOfRange(tokens, done, end)));
            done = end;
        }
        return windows;
    }
}
