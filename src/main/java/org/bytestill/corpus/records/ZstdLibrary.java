package org.bytestill.corpus.records;

import com.github.luben.zstd.util.Native;
import org.bytestill.util.NativeFolder;

/** The zstd library, which is native code: unpacked into the folder of all native libraries, and not where everybody may write. */
public final class ZstdLibrary {
    private ZstdLibrary() {}

    /** Loads it before its first use; further calls cost nothing. */
    public static void load() {
        if (!Native.isLoaded()) {
            NativeFolder.loading("the zstd library", () -> {
                Native.load(NativeFolder.prepare().toFile());
                return Native.isLoaded();
            });
        }
    }
}
