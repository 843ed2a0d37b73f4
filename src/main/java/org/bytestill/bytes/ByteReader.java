package org.bytestill.bytes;

import java.util.List;
import org.bytestill.util.Progress;

/**
 * A byte-level view of a token model: computes the next-byte distribution before each byte of a document. The implementations
 * are the beam, the covering by canonical prefixes, a mixture of readers, and distributions computed earlier.
 */
public interface ByteReader {
    /**
     * Computes the next-byte distributions of several documents. Documents are independent of each other; reading them together
     * is only faster.
     *
     * @param documents the bytes of each document, not empty
     * @param progress  notified after every step of work; its answer says whether to continue
     * @return one {@link ByteRows} a document, in the same order
     * @throws java.util.concurrent.CancellationException if the progress asked to stop
     */
    default List<ByteRows> read(List<byte[]> documents, Progress progress) {
        return readPassages(documents.stream().map(Passage::of).toList(), progress);
    }

    /**
     * Computes the next-byte distributions of several texts, each after its prompt.
     *
     * @param progress as in {@link #read}
     * @return one {@link ByteRows} a passage, in the same order, without rows for the prompt
     * @throws java.util.concurrent.CancellationException if the progress asked to stop
     */
    List<ByteRows> readPassages(List<Passage> passages, Progress progress);

    /** The cost of this reader so far. */
    ReadingCost cost();

    /** Model evaluations made by this reader so far: next-token distributions, one for each context. */
    default long modelRows() {
        return cost().rows();
    }

    /**
     * Makes later results keep their token paths ({@link ByteRows#paths()}), at about 50 bytes of memory a path and byte. A
     * reader without tokens has nothing to keep.
     */
    default ByteReader keepPaths() {
        return this;
    }
}
