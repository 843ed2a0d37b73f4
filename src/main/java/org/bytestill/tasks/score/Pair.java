package org.bytestill.tasks.score;

/**
 * A continuation as tokens, and what it follows.
 *
 * @param context      token ids, at least one
 * @param continuation token ids, at least one
 */
public record Pair(int[] context, int[] continuation) {
    int length() {
        return context.length + continuation.length;
    }

    /** The token at a place of both together. */
    int at(int place) {
        return place < context.length ? context[place] : continuation[place - context.length];
    }
}
