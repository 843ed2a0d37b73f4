package org.bytestill.torch;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Structure;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * What the C library does with memory that tensors have given back. By itself glibc keeps blocks below 32 MiB for later and cuts
 * them up, and training makes and frees thousands of them an update: on a model of 135 million parameters 0.6 GB stayed
 * that nobody used. Other systems are left alone.
 */
public final class NativeMemory {
    /** glibc's number of the setting: blocks from this size on are taken from the system, and given back when they are freed. */
    private static final int M_MMAP_THRESHOLD = -3;
    private static final long MUCH_BYTES = 1L << 30;
    private static final Optional<C> LIBRARY = library();

    private NativeMemory() {}

    private interface C extends Library {
        int mallopt(int setting, int value);

        int malloc_trim(long keep);

        Usage.Value mallinfo2();
    }

    /** glibc's {@code struct mallinfo2}; {@code fordblks} is what was freed and is kept. */
    @Structure.FieldOrder({"arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"})
    public static class Usage extends Structure {
        public NativeLong arena;
        public NativeLong ordblks;
        public NativeLong smblks;
        public NativeLong hblks;
        public NativeLong hblkhd;
        public NativeLong usmblks;
        public NativeLong fsmblks;
        public NativeLong uordblks;
        public NativeLong fordblks;
        public NativeLong keepcost;

        /** As the function returns it. */
        public static final class Value extends Usage implements Structure.ByValue {}
    }

    private static Optional<C> library() {
        if (!Platform.isLinux()) {
            return Optional.empty();
        }
        try {
            C library = Native.load("c", C.class);
            library.mallinfo2(); // older and other C libraries have no such function
            return Optional.of(library);
        } catch (UnsatisfiedLinkError e) {
            LoggerFactory.getLogger(NativeMemory.class).debug("Freed memory is left to the C library: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** Gives what was freed back to the system, if it is much: less is sooner used again than taken from the system anew. */
    public static void release() {
        LIBRARY.filter(library -> library.mallinfo2().fordblks.longValue() > MUCH_BYTES).ifPresent(library -> library.malloc_trim(0));
    }

    /**
     * From now on blocks from that size on are given back as they are freed, and smaller ones are kept: for the whole process. The system
     * must clear the pages of each new block, so a low bound costs time: with 1 MiB a training pass takes about a fifth more, with 4 MiB a
     * few per cent.
     */
    public static void giveBackFrom(long bytes) {
        LIBRARY.ifPresent(library -> library.mallopt(M_MMAP_THRESHOLD, (int) bytes));
    }
}
