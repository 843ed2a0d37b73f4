package org.bytestill.bytes;

/**
 * Next-byte distributions of one document: row i is the distribution of byte i given bytes 0 to i - 1.
 *
 * <p>Beside each distribution stands what its reader left out. All shares are probabilities given the bytes before,
 * before renormalisation: {@code 1 = sum of the 257 unnormalised outcomes + residual + belowThreshold + beyondWidth}.
 */
public interface ByteRows {
    /** Number of rows, one a byte. */
    int size();

    /** Probabilities of the 257 outcomes of {@link ByteDistribution}, summing to 1. The caller must not change it. */
    double[] distribution(int row);

    /** Mass of special tokens and other ids that are not bytes. */
    double residual(int row);

    /**
     * Mass of paths dropped because they were below the threshold: tokens that end before this byte and whose context was not
     * read, and paths that were given up at the byte before though they go on with it.
     */
    double belowThreshold(int row);

    /** Mass of paths that were given up at the byte before because the beam was full, though they go on with it. */
    double beyondWidth(int row);

    /** Probability that a token ends just before this byte. */
    double tokenEnds(int row);

    /** Paths that carry the distribution. */
    int livePaths(int row);

    /** True if no path could take the byte before and the reader had to mend one; masses lost there are not known. */
    boolean healed(int row);

    /** False if token sequences are left out whose mass is not known, as by the covering of canonical prefixes. */
    default boolean countsLosses() {
        return true;
    }

    /** The token paths that carried each row; those of no row unless the reader was asked to keep them. */
    default PathLog paths() {
        return PathLog.NONE;
    }
}
