package org.bytestill.torch;

import com.sun.jna.Library;
import com.sun.jna.Native;
import org.slf4j.LoggerFactory;

/** The process's own environment, which native libraries read when they are loaded; Java's copy of it cannot be changed. */
final class NativeEnvironment {
    private NativeEnvironment() {}

    private interface C extends Library {
        int setenv(String name, String value, int overwrite);
    }

    /** Sets a variable, where there is a C library that can. */
    static void set(String name, String value) {
        try {
            Native.load("c", C.class).setenv(name, value, 1);
        } catch (LinkageError e) {
            LoggerFactory.getLogger(NativeEnvironment.class).debug("{} cannot be set: {}", name, e.getMessage());
        }
    }
}
