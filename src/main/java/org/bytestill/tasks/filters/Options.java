package org.bytestill.tasks.filters;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bytestill.tasks.file.Entry;
import org.bytestill.tasks.file.Place;
import org.bytestill.text.python.Fault;
import org.bytestill.text.python.PythonPattern;
import org.jspecify.annotations.Nullable;

/** The options of a filter or a metric; what nobody takes is refused. */
public final class Options {
    private final String owner;
    private final Map<String, Entry> left;
    private final Place place;
    private final Set<String> known = new TreeSet<>();

    public Options(String owner, Map<String, Entry> options, Place place) {
        this.owner = owner;
        this.left = new LinkedHashMap<>(options);
        this.place = place;
    }

    public Place place() {
        return place;
    }

    public @Nullable Entry take(String name) {
        known.add(name);
        Entry entry = left.remove(name);
        return entry == null || entry.isNull() ? null : entry;
    }

    String text(String name, String otherwise) {
        Entry entry = take(name);
        return entry == null ? otherwise : entry.text();
    }

    int whole(String name, int otherwise) {
        Entry entry = take(name);
        return entry == null ? otherwise : entry.whole();
    }

    public boolean truth(String name) {
        Entry entry = take(name);
        return entry != null && entry.truth();
    }

    /** An expression of Python, told with its line if it cannot be used. */
    PythonPattern pattern(String name, String otherwise) {
        Entry entry = take(name);
        return entry == null ? PythonPattern.of(otherwise) : pattern(entry);
    }

    /** A list of expressions; empty if there is none. */
    public List<PythonPattern> patterns(String name) {
        Entry entry = take(name);
        return entry == null ? List.of() : entry.asList().stream().map(Options::pattern).toList();
    }

    private static PythonPattern pattern(Entry entry) {
        try {
            return PythonPattern.of(entry.text());
        } catch (Fault e) {
            throw entry.place().refused("%s: %s.", entry.key(), e.getMessage()).causedBy(e);
        }
    }

    /** @throws org.bytestill.problem.UserError if an option is left */
    public void end() {
        left.values().stream().findFirst().ifPresent(unknown -> {
            throw unknown.place().refused("%s has no option \"%s\"%s. Take it out.", owner, lastPart(unknown.key()),
                    known.isEmpty() ? "" : "; it has " + String.join(", ", known));
        });
    }

    private static String lastPart(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }
}
