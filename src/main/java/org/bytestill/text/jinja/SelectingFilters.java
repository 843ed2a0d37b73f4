package org.bytestill.text.jinja;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.bytestill.text.python.Arguments;
import org.bytestill.text.python.Fault;
import org.bytestill.text.python.Printed;
import org.bytestill.text.python.PyIterator;
import org.bytestill.text.python.Values;
import org.jspecify.annotations.Nullable;

/** The filters {@code map}, {@code select}, {@code reject} and their kin, which call other filters and tests; their elements are made when asked for. */
final class SelectingFilters {
    private SelectingFilters() {}

    static void register(Map<String, Filters.Filter> filters) {
        filters.put("map", (run, a) -> new PyIterator(() -> mapped(run, value(a), rest(a, 1))));
        filters.put("select", (run, a) -> selection(a, false, true));
        filters.put("reject", (run, a) -> selection(a, false, false));
        filters.put("selectattr", (run, a) -> selection(a, true, true));
        filters.put("rejectattr", (run, a) -> selection(a, true, false));
        filters.put("format", (run, a) -> NumberFilters.format(value(a), a));
    }

    private static Object value(Arguments arguments) {
        return arguments.positional().get(0);
    }

    private static Arguments rest(Arguments arguments, int from) {
        List<Object> positional = arguments.positional();
        return new Arguments(positional.subList(Math.min(from, positional.size()), positional.size()), arguments.named());
    }

    private static Iterator<Object> mapped(Run run, Object value, Arguments arguments) {
        if (!Values.truth(value)) {
            return List.of().iterator();
        }
        UnaryOperator<Object> function = function(run, arguments);
        Iterator<Object> each = Values.iterate(value);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return each.hasNext();
            }

            @Override
            public Object next() {
                run.at(run.line());
                return run.made(function.apply(each.next()));
            }
        };
    }

    private static UnaryOperator<Object> function(Run run, Arguments arguments) {
        if (arguments.positional().isEmpty() && arguments.named().containsKey("attribute")) {
            Map<String, Object> named = new LinkedHashMap<>(arguments.named());
            Object attribute = named.remove("attribute");
            Object otherwise = named.remove("default");
            if (!named.isEmpty()) {
                throw Fault.value("Unexpected keyword argument '%s'", named.keySet().iterator().next());
            }
            return Attributes.of(attribute, otherwise, false);
        }
        if (arguments.positional().isEmpty()) {
            throw Fault.value("map requires a filter argument");
        }
        String name = Printed.str(value(arguments));
        if (!Filters.has(name, run.dialect())) {
            throw Fault.of(Fault.Kind.RUNTIME, "No filter named '%s'.", name);
        }
        return element -> Filters.of(run, name, with(element, rest(arguments, 1)));
    }

    private static Arguments with(Object first, Arguments arguments) {
        List<Object> positional = new ArrayList<>();
        positional.add(first);
        positional.addAll(arguments.positional());
        return new Arguments(positional, arguments.named());
    }

    /**
     * @param byAttribute whether the first argument names the attribute that is tested
     * @param kept        what the test says of elements that are kept
     */
    private static Object selection(Arguments arguments, boolean byAttribute, boolean kept) {
        Object value = value(arguments);
        return new PyIterator(() -> {
            if (!Values.truth(value)) {
                return List.of().iterator();
            }
            Predicate<Object> test = test(rest(arguments, 1), byAttribute);
            return new Kept(Values.iterate(value), element -> test.test(element) == kept);
        });
    }

    private static Predicate<Object> test(Arguments arguments, boolean byAttribute) {
        if (byAttribute && arguments.positional().isEmpty()) {
            throw Fault.value("Missing parameter for attribute name");
        }
        UnaryOperator<Object> attribute = byAttribute ? Attributes.of(value(arguments), null, false) : UnaryOperator.identity();
        Arguments test = rest(arguments, byAttribute ? 1 : 0);
        if (test.positional().isEmpty()) {
            return element -> Values.truth(attribute.apply(element));
        }
        String name = Printed.str(value(test));
        if (!Tests.has(name)) {
            throw Fault.of(Fault.Kind.RUNTIME, "No test named '%s'.", name);
        }
        return element -> Tests.of(name, with(attribute.apply(element), rest(test, 1)));
    }

    /** The elements that a test keeps, looked at one by one. */
    private static final class Kept implements Iterator<Object> {
        private final Iterator<Object> each;
        private final Predicate<Object> test;
        private @Nullable Object next;

        Kept(Iterator<Object> each, Predicate<Object> test) {
            this.each = each;
            this.test = test;
        }

        @Override
        public boolean hasNext() {
            while (next == null && each.hasNext()) {
                Object element = each.next();
                next = test.test(element) ? element : null;
            }
            return next != null;
        }

        @Override
        public Object next() {
            Object found = hasNext() ? next : null;
            if (found == null) {
                throw new NoSuchElementException();
            }
            next = null;
            return found;
        }
    }
}
