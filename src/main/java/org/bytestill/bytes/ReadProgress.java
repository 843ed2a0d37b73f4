package org.bytestill.bytes;

/** Is told how far a reading is, and may end it. */
@FunctionalInterface
public interface ReadProgress {
    ReadProgress NONE = (bytesDone, bytesTotal) -> true;

    /** Returns false to cancel. */
    boolean report(long bytesDone, long bytesTotal);
}
