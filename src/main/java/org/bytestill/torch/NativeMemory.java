package org.bytestill.torch;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * What the C library does with memory that tensors have given back. A training pass takes and gives back gigabytes, and the system clears
 * every page that it gives: left to itself, glibc gives memory back in the middle of a pass and takes it anew, an eighth of a pass's
 * time. Other systems are left alone.
 */
public final class NativeMemory {
    /** glibc's number of the setting: blocks from this size on are taken from the system, and given back when they are freed. */
    private static final int M_MMAP_THRESHOLD = -3;
    /** And of: how much that is free at the end of the heap is kept. */
    private static final int M_TRIM_THRESHOLD = -1;
    private static final int KEPT_BYTES = 1 << 30;
    /** The highest bound that glibc knows; the next pass uses again whatever this one gave back. */
    public static final int LARGEST_KEPT_BYTES = 32 << 20;
    private static final Optional<C> LIBRARY = library();

    private NativeMemory() {}

    private interface C extends Library {
        int mallopt(int setting, int value);

        int malloc_trim(long keep);
    }

    private static Optional<C> library() {
        if (!Platform.isLinux()) {
            return Optional.empty();
        }
        try {
            C library = Native.load("c", C.class);
            library.malloc_trim(Integer.MAX_VALUE); // other C libraries have no such function
            return Optional.of(library);
        } catch (LinkageError e) {
            LoggerFactory.getLogger(NativeMemory.class).debug("Freed memory is left to the C library: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Gives what was freed back to the system. Not between passes of the same work: the next would take it anew, and the system clears every
     * page that it gives.
     */
    public static void release() {
        LIBRARY.ifPresent(library -> library.malloc_trim(0));
    }

    /**
     * From now on blocks from that size on are given back as they are freed, and smaller ones are kept: for the whole process. A low bound
     * costs time, as each such block's pages are cleared again: at 1 MiB, which leaves no gap between blocks unused, a fifth more.
     */
    public static void giveBackFrom(int bytes) {
        LIBRARY.ifPresent(library -> {
            library.mallopt(M_MMAP_THRESHOLD, bytes);
            // Once a bound is set, glibc gives back whatever is free at the heap's end above 128 KiB, after each small block of a pass again.
            library.mallopt(M_TRIM_THRESHOLD, KEPT_BYTES);
        });
    }
}
