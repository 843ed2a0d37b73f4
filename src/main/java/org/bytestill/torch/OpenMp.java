package org.bytestill.torch;

import com.sun.jna.Native;
import com.sun.jna.Platform;

/**
 * How the threads of a tensor operation wait for each other. By default they spin, which on a machine with other work to do
 * (a second run, a browser, a build) starves the very thread they wait for: measured 85 bytes a second of converted text
 * instead of 1,500 on two busy cores. Sleeping costs a few microseconds an operation.
 */
final class OpenMp {
    private static final String WAIT_POLICY = "OMP_WAIT_POLICY";

    private OpenMp() {}

    private interface C extends com.sun.jna.Library {
        int setenv(String name, String value, int overwrite);
    }

    /** Makes waiting threads sleep, unless the environment says otherwise. Works only before libtorch is loaded, which reads it then. */
    static void sleepWhileWaiting() {
        if (!Platform.isLinux() || System.getenv(WAIT_POLICY) != null) {
            return;
        }
        try {
            // The library reads the process's own environment, which Java's copy of it cannot change.
            Native.load("c", C.class).setenv(WAIT_POLICY, "PASSIVE", 1);
        } catch (UnsatisfiedLinkError e) {
            org.slf4j.LoggerFactory.getLogger(OpenMp.class).debug("{} cannot be set: {}", WAIT_POLICY, e.getMessage());
        }
    }
}
