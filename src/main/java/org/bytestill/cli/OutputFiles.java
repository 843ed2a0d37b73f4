package org.bytestill.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.bytestill.problem.UserError;
import org.bytestill.util.AtomicFile;
import org.jspecify.annotations.Nullable;

/** Output files of a command: checked before the work, written after it. */
final class OutputFiles {
    private OutputFiles() {}

    /**
     * Checks that files can be written, before the work begins.
     *
     * @param inputs what the command reads, files and folders: nothing of it is overwritten
     * @param files  output files; null for an option that was not given
     * @throws UserError if one cannot be written, is an input, or is named twice
     */
    static void require(Collection<Path> inputs, @Nullable Path... files) {
        Set<Path> named = new HashSet<>();
        for (Path file : files) {
            if (file != null
                    && (inputs.stream().anyMatch(input -> isPartOf(input, file)) || !named.add(file.toAbsolutePath().normalize()))) {
                throw UserError.badInput("%s cannot be written: it is read too, or named twice. Name another file.", file);
            }
        }
        require(files);
    }

    private static boolean isPartOf(Path input, Path file) {
        try {
            return Files.isRegularFile(file) && Files.exists(input) && file.toRealPath().startsWith(input.toRealPath());
        } catch (IOException e) {
            return false; // writing it tells
        }
    }

    private static void require(@Nullable Path... files) {
        for (Path file : files) {
            if (file == null) {
                continue;
            }
            Path folder = file.toAbsolutePath().getParent();
            if (Files.isDirectory(file)) {
                throw UserError.badInput("%s is a folder. Name a file to be written.", file);
            }
            if (folder != null && Files.isRegularFile(folder)) {
                throw UserError.disk("%s cannot be written: %s is a file, not a folder. Choose another place.", file, folder);
            }
            if (folder == null || !Files.isDirectory(folder)) {
                throw UserError.badInput("%s cannot be written: there is no folder %s. Make it, or choose another place.", file, folder);
            }
        }
    }

    /** Writes text as UTF-8, whole or not at all; a device or a pipe gets it as it comes. */
    static void write(Path file, String content) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                Files.writeString(file, content);
            } else {
                AtomicFile.write(file, content);
            }
        } catch (IOException e) {
            throw UserError.disk("%s cannot be written (%s). Free space or choose another place.", file, e.getMessage()).causedBy(e);
        }
    }
}
