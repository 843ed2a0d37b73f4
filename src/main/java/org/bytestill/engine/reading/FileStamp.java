package org.bytestill.engine.reading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A file stamp of a model, for cache invalidation: names, sizes and modification times of its files. Equal stamps mean equal weights, as
 * far as a file system can tell; the contents are not read, because hashing weights takes seconds.
 *
 * @param files size and modification time by file name; empty if there is no such model
 */
public record FileStamp(TreeMap<String, String> files) {
    /** The stamp of a model's folder, or file, as it is now. */
    public static FileStamp of(Path model) {
        TreeMap<String, String> files = new TreeMap<>();
        try {
            for (Path file : filesOf(model)) {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                files.put(file.getFileName().toString(),
                        attributes.size() + " " + attributes.lastModifiedTime() + " " + attributes.fileKey());
            }
        } catch (IOException e) {
            // A model that is deleted meanwhile counts as missing.
            files.clear();
        }
        return new FileStamp(files);
    }

    private static List<Path> filesOf(Path model) throws IOException {
        if (!Files.isDirectory(model)) {
            return List.of(model);
        }
        try (Stream<Path> children = Files.list(model)) {
            return children.filter(Files::isRegularFile).toList();
        }
    }

    public boolean isGone() {
        return files.isEmpty();
    }
}
