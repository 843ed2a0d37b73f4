package org.bytestill.bytes;

/**
 * Next-byte distributions of one document, called rows: row i is the distribution of byte i given bytes 0 to i - 1.
 *
 * <p>Each distribution comes with the probability mass that its reader left out. All these shares are probabilities given the
 * earlier bytes, before renormalisation:
 * {@code 1 = sum of the 257 unnormalised outcomes + residual + belowThreshold + beyondWidth + ended}.
 */
public interface ByteRows {
    /** Number of rows, one a byte. */
    int size();

    /** Probabilities of the 257 outcomes of {@link ByteDistribution}, summing to 1. The caller must not change it. */
    double[] distribution(int row);

    /** Mass of special tokens and other ids that are not bytes. */
    double residual(int row);

    /**
     * Mass pruned because it was below the threshold: extensions whose context was not evaluated, and paths pruned at the
     * previous byte although they continue with it.
     */
    double belowThreshold(int row);

    /** Mass of paths pruned at the previous byte because the beam was full, although they continue with it. */
    double beyondWidth(int row);

    /** Probability that a token ends just before this byte. */
    double tokenEnds(int row);

    /**
     * Mass of the outcome "the token ends here", where nothing is known of what follows; only end-of-token rows have it (method.md 1.6.1).
     * The distribution is that of a token that goes on.
     */
    default double ended(int row) {
        return 0;
    }

    /** Number of paths that contribute to the distribution. */
    int livePaths(int row);

    /** True if no path could continue with the previous byte and a token was healed; the mass lost there is not known. */
    boolean healed(int row);

    /** False if the reader leaves out token sequences of unknown mass, as the covering by canonical prefixes does. */
    default boolean countsLosses() {
        return true;
    }

    /** The token paths behind each row; empty unless the reader was asked to keep them. */
    default PathLog paths() {
        return PathLog.NONE;
    }
}
