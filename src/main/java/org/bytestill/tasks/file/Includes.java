package org.bytestill.tasks.file;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A task file with the files that it includes: its own keys win, and of several included ones those of the later. */
final class Includes {
    private final Set<Path> seen = new HashSet<>();

    private Includes() {}

    static Entry read(Path file) {
        return new Includes().merged(file, null);
    }

    private Entry merged(Path file, Place from) {
        if (!seen.add(file.toAbsolutePath().normalize())) {
            throw from.refused("include: %s includes itself, or is included twice. Take one out.", file);
        }
        Entry own = YamlReader.read(file);
        Map<String, Entry> keys = new LinkedHashMap<>(own.map());
        Entry includes = keys.remove("include");
        if (includes == null || includes.isNull()) {
            return own;
        }
        Map<String, Entry> all = new LinkedHashMap<>();
        for (Entry each : includes.asList()) {
            Path other = file.resolveSibling(each.text());
            if (!Files.exists(other)) {
                throw each.place().refused("include: there is no file %s. Mend the name.", other);
            }
            Map<String, Entry> included = new LinkedHashMap<>(merged(other, each.place()).map());
            included.remove("task_list");
            all.putAll(included);
        }
        all.putAll(keys);
        return new Entry(own.key(), all, own.place());
    }
}
