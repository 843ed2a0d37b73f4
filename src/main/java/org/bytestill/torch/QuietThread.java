package org.bytestill.torch;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import org.slf4j.LoggerFactory;

/** A thread that computes only with what others leave of the processor. */
public final class QuietThread {
    private static final int THIS_THREAD = 0;
    private static final int LOWEST = 19;

    private QuietThread() {}

    private interface C extends Library {
        int setpriority(int which, int who, int priority);
    }

    /** Gives the calling thread the lowest priority for good; a thread cannot take its priority back. */
    public static void become() {
        // Enough on Windows and macOS; on Linux Java's priorities are without effect.
        Thread.currentThread().setPriority(Thread.MIN_PRIORITY);
        if (!Platform.isLinux()) {
            return;
        }
        try {
            // Linux counts each thread as a process here: 0 names the calling one alone.
            Native.load("c", C.class).setpriority(THIS_THREAD, THIS_THREAD, LOWEST);
        } catch (UnsatisfiedLinkError e) {
            LoggerFactory.getLogger(QuietThread.class).debug("The priority of a thread cannot be set: {}", e.getMessage());
        }
    }
}
