package org.bytestill.engine.reading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the files of a model looked like at a moment: names, sizes, times of change. Equal stamps mean the same weights, as far
 * as a file system tells; contents are not read, so that looking costs nothing.
 *
 * @param files by their names; empty if there is no such model
 */
public record FileStamp(TreeMap<String, String> files) {
    /** The stamp of a model's folder, or file, as it is now. */
    public static FileStamp of(Path model) {
        TreeMap<String, String> files = new TreeMap<>();
        try {
            for (Path file : filesOf(model)) {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                files.put(file.getFileName().toString(), attributes.size() + " " + attributes.lastModifiedTime() + " " + attributes.fileKey());
            }
        } catch (IOException e) {
            // A model that goes away while it is looked at is not there.
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
