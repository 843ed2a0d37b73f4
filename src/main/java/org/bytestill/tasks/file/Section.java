package org.bytestill.tasks.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bytestill.util.NearestWord;

/** The keys of a part of a task file. A key that nobody takes is refused: nothing is ignored in silence. */
final class Section {
    private final Entry entry;
    private final Map<String, Entry> left;
    private final Set<String> known = new TreeSet<>();

    Section(Entry entry) {
        this.entry = entry;
        this.left = new LinkedHashMap<>(entry.map());
    }

    Place place() {
        return entry.place();
    }

    /** Takes a key; empty if it is not there or null. */
    Optional<Entry> take(String key) {
        known.add(key);
        return Optional.ofNullable(left.remove(key)).filter(found -> !found.isNull());
    }

    String text(String key, String otherwise) {
        return take(key).map(Entry::text).orElse(otherwise);
    }

    Entry required(String key) {
        return take(key).orElseThrow(() -> place().refused("the key \"%s\" is missing%s. Add it.", key,
                entry.key().isEmpty() ? "" : " in " + entry.key()));
    }

    /** Takes keys that change no number. */
    void ignore(String... keys) {
        for (String key : keys) {
            take(key);
        }
    }

    /** Refuses a key if it is there. */
    void refuse(String key, String reason) {
        take(key).ifPresent(found -> {
            throw found.place().refused("%s: %s", found.key(), reason);
        });
    }

    /** What is left, such as the options of a filter. */
    Map<String, Entry> rest() {
        Map<String, Entry> rest = new LinkedHashMap<>(left);
        left.clear();
        return rest;
    }

    /** @throws org.bytestill.problem.UserError if a key is left */
    void end() {
        left.values().stream().findFirst().ifPresent(unknown -> {
            String name = unknown.key().substring(unknown.key().lastIndexOf('.') + 1);
            throw unknown.place().refused("the key \"%s\" is not known here; did you mean \"%s\"? Take it out or mend it.", unknown.key(),
                    NearestWord.of(name, List.copyOf(known)));
        });
    }
}
