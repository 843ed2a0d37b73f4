package org.bytestill.util;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Room on the drive of a file or folder that exists. The system is asked by its path: {@link java.nio.file.FileStore} looks for the drive in
 * the list of what is mounted first, and fails where that list is of another root, as in a chroot and in some containers.
 */
public final class DiskSpace {
    private DiskSpace() {}

    /** Bytes that this user may still write there; 0 on a file system of the kernel, which keeps no files. */
    public static long usableBytes(Path existing) throws IOException {
        return existing.toRealPath().toFile().getUsableSpace();
    }

    /** Bytes of the whole drive; 0 on a file system of the kernel. */
    public static long totalBytes(Path existing) throws IOException {
        return existing.toRealPath().toFile().getTotalSpace();
    }

    /** The drive's name, the same for all that lies on it. */
    public static String drive(Path existing) throws IOException {
        return existing.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? Files.getAttribute(existing, "unix:dev").toString()
                : Files.getFileStore(existing).toString();
    }
}
