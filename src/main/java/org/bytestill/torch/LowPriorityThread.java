package org.bytestill.torch;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import org.slf4j.LoggerFactory;

/** A thread of low priority: of a core that others want as well it gets a quarter of what those do that it stands behind. */
public final class LowPriorityThread {
    /** What a thread stands behind. */
    public enum Behind {
        /** What a person waits for on the screen: for work beside a window, such as training. */
        WINDOW(5),
        /** Such work too: for what looks into a run that computes. */
        RUN(10);

        private final int nice;

        Behind(int nice) {
            this.nice = nice;
        }
    }

    private static final int THIS_THREAD = 0;

    private LowPriorityThread() {}

    private interface C extends Library {
        int setpriority(int which, int who, int priority);
    }

    /** Lowers the priority of the calling thread, and of threads it starts, for good; a thread cannot take its priority back. */
    public static void become(Behind behind) {
        // Enough on Windows and macOS; on Linux Java's priorities are without effect.
        Thread.currentThread().setPriority(Thread.NORM_PRIORITY - 1 - behind.ordinal());
        if (!Platform.isLinux()) {
            return;
        }
        try {
            // Linux counts each thread as a process here: 0 names the calling one alone.
            Native.load("c", C.class).setpriority(THIS_THREAD, THIS_THREAD, behind.nice);
        } catch (LinkageError e) {
            LoggerFactory.getLogger(LowPriorityThread.class).debug("The priority of a thread cannot be set: {}", e.getMessage());
        }
    }
}
