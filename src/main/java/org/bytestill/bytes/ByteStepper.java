package org.bytestill.bytes;

/**
 * A byte-level view of a token model for a text that is being written: the next-byte distribution after the bytes so far, which takes one
 * more byte at a time and evaluates only what is new. A {@link ByteReader} reads a text that is known. For one thread.
 */
public interface ByteStepper extends AutoCloseable {
    /** Probabilities of the 257 outcomes of {@link ByteDistribution} after the text so far, summing to 1. The caller must not change it. */
    double[] distribution();

    /** Appends a byte to the text. */
    void append(byte value);

    /** Whether the text fills the model's context: after one more byte there may be no room for a token that ends there. */
    boolean isFull();

    /** Next-token distributions computed so far. */
    long modelRows();

    @Override
    void close();
}
