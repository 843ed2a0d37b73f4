package org.bytestill.util;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.bytestill.problem.UserError;

/** Atomic writes: a temporary file beside the target is written, synced (fsync) and renamed, so that no reader sees half a file. */
public final class AtomicFile {
    private static final int MOST_LINKS = 40;

    private AtomicFile() {}

    /** Replaces the content of a file atomically. Of a symbolic link the file that it leads to gets the content. */
    public static void write(Path file, String content) {
        try {
            Path target = followed(file);
            Path beside = target.resolveSibling(target.getFileName() + ".tmp");
            try {
                writeSynced(beside, content);
                Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException e) {
            throw unwritten(file, e);
        }
    }

    /** The error of a file that could not be written, with a cure that fits: space helps no folder that is gone or read-only. */
    static UserError unwritten(Path file, IOException e) {
        Path folder = file.toAbsolutePath().getParent();
        String cure = !Files.isDirectory(folder) ? "Its folder is gone; put it back or choose another."
                : !Files.isWritable(folder) ? "Choose a folder you may write to." : "Free space or choose another folder.";
        return UserError.disk("%s cannot be written: %s. %s", file, e.getMessage(), cure).causedBy(e);
    }

    /** Where a path leads at last: renaming something to a symbolic link would replace the link. */
    public static Path followed(Path path) throws IOException {
        Path place = path.toAbsolutePath().normalize();
        for (int links = 0; Files.isSymbolicLink(place); links++) {
            if (links == MOST_LINKS) {
                throw new FileSystemLoopException(path.toString());
            }
            place = place.resolveSibling(Files.readSymbolicLink(place)).normalize();
        }
        return place;
    }

    public static void writeSynced(Path file, String content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** Syncs the entries of a folder (fsync), where the system supports it. */
    public static void sync(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows cannot open folders; there the rename itself is journalled.
        }
    }

    /** Moves a damaged file or folder out of the way, to a name that ends in {@code .broken}; nothing is deleted. */
    public static void setAside(Path damaged) {
        try {
            Path aside = damaged.resolveSibling(damaged.getFileName() + ".broken");
            for (int number = 2; Files.exists(aside, LinkOption.NOFOLLOW_LINKS); number++) {
                aside = damaged.resolveSibling(damaged.getFileName() + ".broken-" + number);
            }
            Files.move(damaged, aside);
        } catch (IOException e) {
            throw UserError.disk("%s is damaged and cannot be set aside: %s.", damaged, e.getMessage()).causedBy(e);
        }
    }

    /** Deletes a folder and its content, if it exists. */
    public static void deleteFolder(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> content = Files.walk(folder)) {
            List<Path> deepestFirst = content.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw UserError.disk("%s cannot be deleted: %s.", folder, e.getMessage()).causedBy(e);
        }
    }
}
