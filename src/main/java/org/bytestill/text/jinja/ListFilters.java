package org.bytestill.text.jinja;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.bytestill.text.python.Comparison;
import org.bytestill.text.python.Fault;
import org.bytestill.text.python.None;
import org.bytestill.text.python.Numbers;
import org.bytestill.text.python.Printed;
import org.bytestill.text.python.PyDict;
import org.bytestill.text.python.PyIterator;
import org.bytestill.text.python.PyList;
import org.bytestill.text.python.PyTuple;
import org.bytestill.text.python.Sandbox;
import org.bytestill.text.python.Sizes;
import org.bytestill.text.python.Slice;
import org.bytestill.text.python.Thing;
import org.bytestill.text.python.Undefined;
import org.bytestill.text.python.Values;
import org.jspecify.annotations.Nullable;

/** Filters over lists, and those that take a value as it is. */
final class ListFilters {
    private ListFilters() {}

    static void register(Filters.Table table) {
        table.put("default", "value default_value? boolean?", a -> a[0] instanceof Undefined || Filters.truth(a[2]) && !Filters.truth(a[0])
                ? a[1] == null ? "" : a[1] : Filters.value(a[0]));
        table.put("length", "obj /", a -> (long) Values.length(Filters.value(a[0])));
        table.put("list", "value", a -> PyList.of(each(a[0])));
        table.put("first", "seq", a -> first(each(a[0]), "No first item, sequence was empty."));
        table.put("last", "seq", a -> first(backwards(Filters.value(a[0])), "No last item, sequence was empty."));
        table.put("reverse", "value", a -> reversed(Filters.value(a[0])));
        table.put("join", "value d? attribute?",
                a -> join(each(a[0]), a[1] == null ? "" : Printed.str(a[1]), Attributes.of(a[2], null, false)));
        table.put("sort", "value reverse? case_sensitive? attribute?", a -> Comparison.sorted(PyList.of(each(a[0])).elements(),
                Attributes.several(a[3], !Filters.truth(a[2])), Filters.truth(a[1])));
        table.put("dictsort", "value case_sensitive? by? reverse?", ListFilters::sortedPairs);
        table.put("unique", "value case_sensitive? attribute?",
                a -> new PyIterator(() -> unique(each(a[0]), Attributes.of(a[2], null, !Filters.truth(a[1]))).iterator()));
        table.put("min", "value case_sensitive? attribute?", a -> best(a, "<"));
        table.put("max", "value case_sensitive? attribute?", a -> best(a, ">"));
        table.put("sum", "iterable attribute? start?", a -> NumberFilters.sum(mapped(each(a[0]), Attributes.of(a[1], null, false)), a[2]));
        table.put("batch", "value linecount fill_with?",
                a -> new PyIterator(() -> batches(each(a[0]), Filters.value(a[1]), a[2]).iterator()));
        table.put("slice", "value slices fill_with?",
                a -> new PyIterator(() -> slices(each(a[0]), Numbers.index(Filters.value(a[1])), a[2]).iterator()));
        table.put("items", "value", a -> new PyIterator(() -> items(Filters.value(a[0]))));
        table.put("attr", "obj name", a -> attribute(Filters.value(a[0]), Filters.value(a[1])));
        table.put("groupby", "value attribute default? case_sensitive?", a -> groups(PyList.of(each(a[0])).elements(),
                Attributes.of(a[1], a[2], !Filters.truth(a[3])), Attributes.of(a[1], a[2], false)));
    }

    static Iterator<Object> each(@Nullable Object value) {
        return Values.iterate(Filters.value(value));
    }

    private static Iterator<Object> mapped(Iterator<Object> each, UnaryOperator<Object> function) {
        return new PyIterator(() -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return each.hasNext();
            }

            @Override
            public Object next() {
                return function.apply(each.next());
            }
        });
    }

    private static Object first(Iterator<Object> each, String otherwise) {
        return each.hasNext() ? each.next() : Undefined.because(otherwise);
    }

    private static Iterator<Object> backwards(Object value) {
        if (value instanceof Thing thing) {
            return thing.reversed();
        }
        String text = Values.textOf(value);
        if (text == null) {
            throw Fault.type("'%s' object is not reversible", Values.typeOf(value));
        }
        return Values.iterate(reversed(text));
    }

    private static Object reversed(Object value) {
        if (value instanceof String) {
            return Sandbox.slice(value, new Slice(None.NONE, None.NONE, -1L));
        }
        try {
            Iterator<Object> backwards = backwards(value);
            return new PyIterator(() -> backwards);
        } catch (Fault e) {
            if (!e.is(Fault.Kind.TYPE)) {
                throw e;
            }
        }
        List<Object> all = PyList.of(Values.iterate(value)).elements();
        return PyList.of(new PyList(all).reversed());
    }

    private static String join(Iterator<Object> each, String separator, UnaryOperator<Object> attribute) {
        Buffer text = new Buffer();
        for (boolean first = true; each.hasNext(); first = false) {
            text.append(first ? "" : separator);
            text.append(Printed.str(attribute.apply(each.next())));
        }
        return text.toString();
    }

    private static Object sortedPairs(@Nullable Object[] a) {
        String by = a[2] == null ? "key" : Printed.str(a[2]);
        if (!by.equals("key") && !by.equals("value")) {
            throw Fault.value("You can only sort by either \"key\" or \"value\"");
        }
        if (!(a[0] instanceof PyDict dict)) {
            throw Fault.of(Fault.Kind.ATTRIBUTE, "'%s' object has no attribute 'items'", Values.typeOf(Filters.value(a[0])));
        }
        int place = by.equals("key") ? 0 : 1;
        boolean caseSensitive = Filters.truth(a[1]);
        return Comparison.sorted(dict.pairs(), pair -> {
            Object part = ((PyTuple) pair).elements().get(place);
            return caseSensitive ? part : Attributes.withoutCase(part);
        }, Filters.truth(a[3]));
    }

    private static List<Object> unique(Iterator<Object> each, UnaryOperator<Object> attribute) {
        Set<Object> seen = new HashSet<>();
        List<Object> unique = new ArrayList<>();
        each.forEachRemaining(element -> {
            if (seen.add(Comparison.key(attribute.apply(element)))) {
                unique.add(element);
            }
        });
        return unique;
    }

    private static Object best(@Nullable Object[] a, String operator) {
        UnaryOperator<Object> attribute = Attributes.of(a[2], null, !Filters.truth(a[1]));
        Iterator<Object> each = each(a[0]);
        if (!each.hasNext()) {
            return Undefined.because("No aggregated item, sequence was empty.");
        }
        Object best = each.next();
        Object bestKey = attribute.apply(best);
        while (each.hasNext()) {
            Object next = each.next();
            Object key = attribute.apply(next);
            if (Comparison.ordered(operator, key, bestKey)) {
                best = next;
                bestKey = key;
            }
        }
        return best;
    }

    private static List<Object> batches(Iterator<Object> each, Object size, @Nullable Object fill) {
        List<Object> batches = new ArrayList<>();
        PyList batch = new PyList();
        while (each.hasNext()) {
            if (Comparison.same((long) batch.length(), size)) {
                batches.add(batch);
                batch = new PyList();
            }
            batch.add(each.next());
        }
        if (batch.truth()) {
            boolean fills = fill != null && !(fill instanceof None) && Comparison.ordered("<", (long) batch.length(), size);
            for (long i = fills ? Sizes.elements(Numbers.index(size)) - batch.length() : 0; i > 0; i--) {
                batch.add(Filters.value(fill));
            }
            batches.add(batch);
        }
        return batches;
    }

    private static List<Object> slices(Iterator<Object> each, int count, @Nullable Object fill) {
        List<Object> all = PyList.of(each).elements();
        if (count == 0) {
            throw Fault.of(Fault.Kind.ARITHMETIC, "integer division or modulo by zero");
        }
        List<Object> slices = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < Sizes.elements(count); i++) {
            int to = from + all.size() / count + (i < all.size() % count ? 1 : 0);
            PyList slice = new PyList(all.subList(from, to));
            if (fill != null && !(fill instanceof None) && i >= all.size() % count) {
                slice.add(fill);
            }
            slices.add(slice);
            from = to;
        }
        return slices;
    }

    private static Iterator<Object> items(Object value) {
        if (value instanceof Undefined) {
            return List.of().iterator();
        }
        if (!(value instanceof PyDict dict)) {
            throw Fault.type("Can only get item pairs from a mapping.");
        }
        return dict.pairs().iterator();
    }

    private static Object attribute(Object value, Object name) {
        String text = Values.textOf(name);
        if (text == null) {
            throw Fault.type("attribute name must be string, not '%s'", Values.typeOf(name));
        }
        Object found = Sandbox.found(value, text);
        return found == null ? Undefined.of(value, text) : found;
    }

    private static PyList groups(List<Object> elements, UnaryOperator<Object> key, UnaryOperator<Object> shown) {
        PyList groups = new PyList();
        PyList group = new PyList();
        Object current = None.NONE;
        for (Object element : Comparison.sorted(elements, key, false).elements()) {
            Object next = key.apply(element);
            if (!group.truth() || !Comparison.same(current, next)) {
                group = new PyList();
                groups.add(new PyTuple(List.of(shown.apply(element), group), List.of("grouper", "list")));
                current = next;
            }
            group.add(element);
        }
        return groups;
    }
}
