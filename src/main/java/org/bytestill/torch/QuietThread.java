package org.bytestill.torch;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import org.slf4j.LoggerFactory;

/** A thread that computes only with what others leave of the processor. */
public final class QuietThread {
    private static final int THIS_THREAD = 0;
    /** SCHED_IDLE of sched(7). */
    private static final int SCHEDULED_WHEN_IDLE = 5;
    /** Of a core that others want too, as numbers of the system. */
    private static final int A_QUARTER = 5;
    private static final int A_SEVENTIETH = 19;

    /** Behind whom a thread stands; a number of the system, by which it shares a core with others that want it too. */
    public enum Behind {
        /** Behind what a person waits for on the screen: a quarter of a core that others want as well. */
        WINDOW,
        /**
         * Behind all other work: what wakes up takes the core at once. With a low priority alone a thread keeps it for some milliseconds
         * more, and for as long the other threads of a tensor operation wait for the one that wants it.
         */
        EVERYTHING
    }

    private QuietThread() {}

    private interface C extends Library {
        int setpriority(int which, int who, int priority);

        int sched_setscheduler(int thread, int policy, int[] parameters);
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
            C system = Native.load("c", C.class);
            if (behind == Behind.WINDOW || system.sched_setscheduler(THIS_THREAD, SCHEDULED_WHEN_IDLE, new int[] {0}) != 0) {
                system.setpriority(THIS_THREAD, THIS_THREAD, behind == Behind.WINDOW ? A_QUARTER : A_SEVENTIETH);
            }
        } catch (UnsatisfiedLinkError e) {
            LoggerFactory.getLogger(QuietThread.class).debug("The priority of a thread cannot be set: {}", e.getMessage());
        }
    }
}
