package org.bytestill.corpus;

import org.bytestill.problem.Check;
import org.bytestill.util.RandomStreams;

/**
 * The shuffled order of training: each epoch has every document once, in an order of its own. It is a pure function of seed and
 * position, so the place of a run in its text is stored as one number, the position. For one thread.
 */
public final class DocumentOrder {
    private final RandomStreams streams;
    private final int documents;
    private long epoch = -1;
    private int[] order;

    /**
     * @param documents number of documents of the corpus
     * @throws org.bytestill.problem.UserError if there is none
     */
    public DocumentOrder(RandomStreams streams, int documents) {
        Check.that(documents > 0, "There is no document to train on.");
        this.streams = streams;
        this.documents = documents;
    }

    /** Index of the document at a position; positions count documents from the start of the run. */
    public int documentAt(long position) {
        if (epochOf(position) != epoch) {
            epoch = epochOf(position);
            order = streams.permutation("document order", epoch, documents);
        }
        return order[(int) (position % documents)];
    }

    /** Number of epochs completed before this position; the first epoch is 0. */
    public long epochOf(long position) {
        return position / documents;
    }
}
