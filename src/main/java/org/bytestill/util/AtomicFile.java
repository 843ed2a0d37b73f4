package org.bytestill.util;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.bytestill.problem.UserError;

/** Atomic writes: a temporary file beside the target is written, synced (fsync) and renamed, so that no reader sees half a file. */
public final class AtomicFile {
    private AtomicFile() {}

    /** Replaces the content of a file atomically. */
    public static void write(Path file, String content) {
        Path beside = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            writeSynced(beside, content);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw UserError.disk("%s cannot be written: %s. Free space or choose another folder.", file, e.getMessage()).causedBy(e);
        }
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
