package org.bytestill.torch;

import com.sun.jna.Platform;

/**
 * How the threads of a tensor operation wait for each other. By default they spin for long, which on a machine with other
 * work to do (a second run, a browser, a build) starves the very thread they wait for; sleeping at once wakes up too late
 * for operations of microseconds. So they spin briefly, then sleep. Measured on two cores, bytes of text converted a second:
 * idle, always spinning 3,835, asleep at once 2,042, briefly 2,964; beside three busy processes, asleep at once 644, briefly
 * 649; at a load of seven, by default 85, asleep at once 1,500.
 */
final class OpenMp {
    private static final String WAIT_POLICY = "OMP_WAIT_POLICY";
    private static final String SPIN_COUNT = "GOMP_SPINCOUNT";
    private static final String BRIEFLY = "3000";

    private OpenMp() {}

    /** Makes waiting threads spin only briefly, unless the environment says otherwise. Libtorch reads it when it is loaded. */
    static void spinBriefly() {
        if (Platform.isLinux() && System.getenv(WAIT_POLICY) == null && System.getenv(SPIN_COUNT) == null) {
            NativeEnvironment.set(SPIN_COUNT, BRIEFLY);
        }
    }
}
