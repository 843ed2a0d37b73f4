package org.bytestill.bytes;

import java.util.List;
import org.bytestill.util.Progress;

/** Reads a token model as bytes: from a document's bytes to the next-byte distribution before each of them. */
public interface ByteReader {
    /**
     * Rows of several documents, each from its own beginning; documents are independent, together they are only faster.
     *
     * @param documents the bytes of each document, not empty
     * @param progress  told after every step of work, and asked whether to go on
     * @return one {@link ByteRows} a document, in the same order
     * @throws java.util.concurrent.CancellationException if the progress said stop
     */
    List<ByteRows> read(List<byte[]> documents, Progress progress);

    /** What this reader has spent so far. */
    ReadingCost cost();

    /** Model evaluations made so far by this reader: next-token distributions, each of one context. */
    default long modelRows() {
        return cost().rows();
    }

    /**
     * From now on rows say which token paths carried them ({@link ByteRows#paths()}); some 50 bytes a path and byte more.
     * A reader that knows no tokens has nothing to keep.
     */
    default ByteReader keepPaths() {
        return this;
    }
}
