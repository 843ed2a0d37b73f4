package org.bytestill.text.jinja;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What names mean that no scope defines: variables that were given, functions of the language, and what the template's top level stored. */
final class Context {
    private final Map<String, Object> given;
    private final Map<String, Object> stored = new HashMap<>();

    Context(Map<String, Object> given) {
        this.given = given;
    }

    @Nullable
    Object get(String name) {
        Object value = stored.get(name);
        return value != null ? value : given.get(name);
    }

    void store(String name, @Nullable Object value) {
        if (value == null) {
            stored.remove(name);
        } else {
            stored.put(name, value);
        }
    }

    /** A context with further variables, for a block that sees the scope around it. */
    Context with(Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(given);
        all.putAll(stored);
        all.putAll(more);
        return new Context(all);
    }
}
