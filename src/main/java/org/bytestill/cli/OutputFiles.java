package org.bytestill.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytestill.problem.UserError;
import org.jspecify.annotations.Nullable;

/** Output files of a command: checked before the work, written after it. */
final class OutputFiles {
    private OutputFiles() {}

    /**
     * Checks that files can be written, before the work begins.
     *
     * @param files output files; null for an option that was not given
     * @throws UserError if one cannot be written
     */
    static void require(@Nullable Path... files) {
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

    /** Writes text as UTF-8. */
    static void write(Path file, String content) {
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw UserError.disk("%s cannot be written (%s). Free space or choose another place.", file, e.getMessage()).causedBy(e);
        }
    }
}
