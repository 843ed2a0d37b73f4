package org.bytestill.engine.plan;

/** How much memory Java takes from the system for objects, which is more than they need. */
final class JavaHeap {
    /** Tokenizers, code and texts of a small run. */
    private static final long ALWAYS_BYTES = 30L << 20;
    /** The serial collector keeps two fifths of the old objects' room free, and half as much again for new ones. */
    private static final double TAKEN_FOR_LIVE = 2.4;

    private JavaHeap() {}

    /** Bytes taken for so many bytes of live objects beside those that are always there. */
    static long committed(long liveBytes) {
        return (long) (ALWAYS_BYTES + TAKEN_FOR_LIVE * liveBytes);
    }
}
