package org.bytestill.text.go;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** The variables that are visible at a place of a template: a block sees those of the blocks around it. {@code $} is the whole data. */
final class GoScope {
    private final Deque<Map<String, Object>> blocks = new ArrayDeque<>();

    GoScope(Object data) {
        open();
        declare("$", data);
    }

    void open() {
        blocks.push(new HashMap<>());
    }

    void close() {
        blocks.pop();
    }

    void declare(String name, Object value) {
        blocks.element().put(name, value);
    }

    /** @throws IllegalArgumentException if there is no such variable */
    void assign(String name, Object value) {
        block(name).put(name, value);
    }

    Object value(String name) {
        return block(name).get(name);
    }

    private Map<String, Object> block(String name) {
        return blocks.stream().filter(block -> block.containsKey(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Go template: variable " + name + " is not declared."));
    }
}
