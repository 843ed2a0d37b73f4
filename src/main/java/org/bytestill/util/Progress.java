package org.bytestill.util;

/** Is told how far a reading is, and may end it. */
@FunctionalInterface
public interface Progress {
    Progress NONE = (bytesDone, bytesTotal) -> true;

    /** Returns false to cancel. */
    boolean report(long bytesDone, long bytesTotal);
}
