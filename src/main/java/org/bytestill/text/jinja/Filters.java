package org.bytestill.text.jinja;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.bytestill.text.python.Arguments;
import org.bytestill.text.python.Fault;
import org.bytestill.text.python.None;
import org.bytestill.text.python.Signature;
import org.bytestill.text.python.Values;
import org.jspecify.annotations.Nullable;

/** The filters of jinja2 by name, and transformers' {@code tojson}. */
final class Filters {
    private static final Map<String, Filter> FILTERS = new HashMap<>();
    /** Those that only tasks have, or have in another way. */
    private static final Map<String, Filter> OF_TASKS = new HashMap<>();
    private static final Set<String> UNSUPPORTED = Set.of("pprint", "random", "striptags", "urlize", "wordwrap");

    /** A filter; the value is its first argument. */
    interface Filter {
        Object of(Run run, Arguments arguments);
    }

    /** A filter whose arguments are bound to its parameters; null where one was left out. */
    interface Body {
        Object of(@Nullable Object[] arguments);
    }

    /** Where filters are put down. */
    interface Table {
        void put(String name, String parameters, Body body);
    }

    static {
        TextFilters.register(Filters::put);
        NumberFilters.register(Filters::put);
        ListFilters.register(Filters::put);
        SelectingFilters.register(FILTERS);
        TaskFilters.register((name, parameters, body) -> put(OF_TASKS, name, parameters, body));
        FILTERS.put("d", FILTERS.get("default"));
        FILTERS.put("e", FILTERS.get("escape"));
        FILTERS.put("count", FILTERS.get("length"));
        for (String name : UNSUPPORTED) {
            FILTERS.put(name, (run, arguments) -> {
                throw Fault.unsupported("the filter %s is not supported", name);
            });
        }
    }

    private Filters() {}

    private static void put(String name, String parameters, Body body) {
        put(FILTERS, name, parameters, body);
    }

    private static void put(Map<String, Filter> filters, String name, String parameters, Body body) {
        Signature signature = new Signature(name, parameters);
        filters.put(name, (run, arguments) -> body.of(signature.bind(arguments)));
    }

    static boolean has(String name, Dialect dialect) {
        return FILTERS.containsKey(name) || dialect == Dialect.TASK && OF_TASKS.containsKey(name);
    }

    /** @param arguments the value, then the filter's arguments */
    static Object of(Run run, String name, Arguments arguments) {
        Filter ofTasks = run.dialect() == Dialect.TASK ? OF_TASKS.get(name) : null;
        return (ofTasks == null ? FILTERS.get(name) : ofTasks).of(run, arguments);
    }

    /** An argument that was left out is None. */
    static Object value(@Nullable Object argument) {
        return argument == null ? None.NONE : argument;
    }

    static boolean truth(@Nullable Object argument) {
        return argument != null && Values.truth(argument);
    }
}
