package org.bytestill.util;

/** Progress listener of a long computation, which can cancel it. */
@FunctionalInterface
public interface Progress {
    Progress NONE = (bytesDone, bytesTotal) -> true;

    /** Returns false to cancel. */
    boolean report(long bytesDone, long bytesTotal);
}
