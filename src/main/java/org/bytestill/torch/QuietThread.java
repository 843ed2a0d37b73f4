package org.bytestill.torch;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import org.slf4j.LoggerFactory;

/** A thread that computes only with what others leave of the processor. */
public final class QuietThread {
    private static final int THIS_THREAD = 0;

    /** Behind whom a thread stands; a number of the system, by which it shares a core with others that want it too. */
    public enum Behind {
        /** Behind what a person waits for on the screen: a quarter of a core that others want as well. */
        WINDOW(5),
        /** Behind all other work: a seventieth. */
        EVERYTHING(19);

        private final int nice;

        Behind(int nice) {
            this.nice = nice;
        }
    }

    private QuietThread() {}

    private interface C extends Library {
        int setpriority(int which, int who, int priority);
    }

    /** Lowers the priority of the calling thread, and of threads it starts, for good; a thread cannot take its priority back. */
    public static void become(Behind behind) {
        // Enough on Windows and macOS; on Linux Java's priorities are without effect.
        Thread.currentThread().setPriority(behind == Behind.EVERYTHING ? Thread.MIN_PRIORITY : Thread.NORM_PRIORITY - 1);
        if (!Platform.isLinux()) {
            return;
        }
        try {
            // Linux counts each thread as a process here: 0 names the calling one alone.
            Native.load("c", C.class).setpriority(THIS_THREAD, THIS_THREAD, behind.nice);
        } catch (UnsatisfiedLinkError e) {
            LoggerFactory.getLogger(QuietThread.class).debug("The priority of a thread cannot be set: {}", e.getMessage());
        }
    }
}
