package org.bytestill.text.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bytestill.text.python.Arguments;
import org.bytestill.text.python.Fault;
import org.bytestill.text.python.PyDict;
import org.bytestill.text.python.Values;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a call as they are written.
 *
 * @param list  a list of further positional arguments, after {@code *}
 * @param table a dict of further named ones, after {@code **}
 */
record CallArguments(List<Expression> positional, Map<String, Expression> named, @Nullable Expression list, @Nullable Expression table) {
    static final CallArguments NONE = new CallArguments(List.of(), Map.of(), null, null);

    void children(Consumer<Node> visitor) {
        positional.forEach(visitor);
        named.values().forEach(visitor);
        if (list != null) {
            visitor.accept(list);
        }
        if (table != null) {
            visitor.accept(table);
        }
    }

    /** The values, after those that are given. */
    Arguments values(Frame frame, List<Object> before) {
        List<Object> values = new ArrayList<>(before);
        positional.forEach(argument -> values.add(argument.value(frame)));
        if (list != null) {
            Values.iterate(list.value(frame)).forEachRemaining(values::add);
        }
        Map<String, Object> byName = new LinkedHashMap<>();
        named.forEach((name, argument) -> byName.put(name, argument.value(frame)));
        if (table != null) {
            addAll(byName, table.value(frame));
        }
        return new Arguments(values, byName);
    }

    private static void addAll(Map<String, Object> byName, Object more) {
        if (!(more instanceof PyDict dict)) {
            throw Fault.type("argument after ** must be a mapping, not %s", Values.typeOf(more));
        }
        for (Object key : dict.keys()) {
            if (!(key instanceof String name)) {
                throw Fault.type("keywords must be strings");
            }
            if (byName.put(name, dict.item(name)) != null) {
                throw Fault.type("got multiple values for keyword argument '%s'", name);
            }
        }
    }
}
