package org.bytestill.objective;

import java.util.Arrays;

/**
 * Which rows of a teacher stand at which places of a batch: those of tokens of supervised spans, by document of the corpus, span of the
 * document and token of the span. Rows kept on disk are found by it.
 */
public final class RowPlaces {
    private static final int NONE = -1;

    private final int[] documents;
    private final int[] spans;
    private final int[] tokens;

    /** @param places of the batch, with no row at any of them yet */
    public RowPlaces(int places) {
        documents = new int[places];
        spans = new int[places];
        tokens = new int[places];
        Arrays.fill(documents, NONE);
    }

    /** Says which row stands at a place. */
    public void set(long place, int document, int span, int token) {
        documents[(int) place] = document;
        spans[(int) place] = span;
        tokens[(int) place] = token;
    }

    /** Index of the document in its corpus. */
    public int document(long place) {
        if (documents[(int) place] == NONE) {
            throw new IllegalStateException("No token of a supervised span stands at place " + place + ".");
        }
        return documents[(int) place];
    }

    public int span(long place) {
        return spans[(int) place];
    }

    public int token(long place) {
        return tokens[(int) place];
    }
}
