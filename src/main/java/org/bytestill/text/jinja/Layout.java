package org.bytestill.text.jinja;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables of one function, numbered. Inner functions see those of the functions around them. */
final class Layout {
    private final @Nullable Layout outer;
    private final int level;
    private final Map<Variable, Integer> indices = new HashMap<>();

    /** @param level depth of the function's outermost scope */
    Layout(@Nullable Layout outer, int level) {
        this.outer = outer;
        this.level = level;
    }

    int size() {
        return indices.size();
    }

    Place place(Variable variable) {
        int hops = 0;
        Layout owner = this;
        while (variable.level() < owner.level && owner.outer != null) {
            owner = owner.outer;
            hops++;
        }
        Integer index = owner.indices.get(variable);
        if (index == null) {
            index = owner.indices.size();
            owner.indices.put(variable, index);
        }
        return new Place(hops, index);
    }
}
