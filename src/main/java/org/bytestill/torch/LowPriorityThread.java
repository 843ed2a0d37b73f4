package org.bytestill.torch;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import org.slf4j.LoggerFactory;

/** A thread of low priority, behind what a person waits for on the screen: it gets a quarter of a core that others want as well. */
public final class LowPriorityThread {
    private static final int THIS_THREAD = 0;
    /** The share, as a number of the system. */
    private static final int NICE = 5;

    private LowPriorityThread() {}

    private interface C extends Library {
        int setpriority(int which, int who, int priority);
    }

    /** Lowers the priority of the calling thread, and of threads it starts, for good; a thread cannot take its priority back. */
    public static void become() {
        // Enough on Windows and macOS; on Linux Java's priorities are without effect.
        Thread.currentThread().setPriority(Thread.NORM_PRIORITY - 1);
        if (!Platform.isLinux()) {
            return;
        }
        try {
            // Linux counts each thread as a process here: 0 names the calling one alone.
            Native.load("c", C.class).setpriority(THIS_THREAD, THIS_THREAD, NICE);
        } catch (LinkageError e) {
            LoggerFactory.getLogger(LowPriorityThread.class).debug("The priority of a thread cannot be set: {}", e.getMessage());
        }
    }
}
