package org.bytestill.torch;

import com.sun.jna.Platform;

/**
 * Memory of large tensors in pages of 2 MiB, where the system gives them. A training pass takes and gives back gigabytes, and the system
 * must clear and map what it gives page by page: in pages of 4 KiB that was 5 to 8 per cent of a pass's time.
 */
final class HugePages {
    private static final String ENABLE = "THP_MEM_ALLOC_ENABLE";

    private HugePages() {}

    /** Makes libtorch ask for them, unless the environment says otherwise. It reads this when it takes its first memory. */
    static void askFor() {
        if (Platform.isLinux() && System.getenv(ENABLE) == null) {
            NativeEnvironment.set(ENABLE, "1");
        }
    }
}
