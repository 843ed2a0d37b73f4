package org.bytestill.bytes;

/** The outcomes of one next-byte distribution: 256 bytes and the end of the sequence. */
public final class ByteDistribution {
    /** Number of byte values. */
    public static final int BYTES = 256;
    /** Index of the end-of-sequence outcome. */
    public static final int EOS = 256;
    /** 256 bytes, then EOS. */
    public static final int OUTCOMES = 257;

    private ByteDistribution() {}
}
