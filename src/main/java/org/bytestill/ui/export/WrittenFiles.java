package org.bytestill.ui.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of an export.
 *
 * @param place   the folder or file; null if nothing is written
 * @param sizes   bytes of each file by its name, the largest first
 * @param problem why they cannot be listed; empty if they can
 */
record WrittenFiles(@Nullable Path place, Map<String, Long> sizes, String problem) {
    static final WrittenFiles NONE = new WrittenFiles(null, Map.of(), "");

    /** Reads the disk. */
    static WrittenFiles in(Path place) {
        Map<String, Long> sizes = new LinkedHashMap<>();
        try (Stream<Path> files = Files.isDirectory(place) ? Files.list(place) : Stream.of(place)) {
            for (Path file : files.toList()) {
                sizes.put(file.getFileName().toString(), Files.size(file));
            }
        } catch (IOException e) {
            return new WrittenFiles(place, Map.of(), e.getMessage());
        }
        Map<String, Long> sorted = new LinkedHashMap<>();
        sizes.entrySet().stream().sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(file -> sorted.put(file.getKey(), file.getValue()));
        return new WrittenFiles(place, sorted, "");
    }

    /** The folder to show in a file manager. */
    Path folder() {
        return Files.isDirectory(place) ? place : place.getParent();
    }
}
