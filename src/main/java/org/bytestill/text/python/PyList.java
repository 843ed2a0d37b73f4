package org.bytestill.text.python;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Python's list. Templates cannot change one, so that it is shared without copies. */
public final class PyList extends PySequence {
    private static final Set<String> MUTATING = Set.of("append", "clear", "pop", "reverse", "insert", "sort", "extend", "remove");

    public PyList() {
        super(new ArrayList<>());
    }

    public PyList(Collection<?> elements) {
        super(new ArrayList<>(elements));
    }

    /** All elements of something iterable, as {@code list()}. */
    public static PyList of(Iterator<Object> each) {
        PyList list = new PyList();
        while (each.hasNext()) {
            list.add(each.next());
        }
        return list;
    }

    public void add(Object element) {
        Sizes.elements(elements().size() + 1L);
        elements().add(element);
    }

    @Override
    public String type() {
        return "list";
    }

    @Override
    public String repr() {
        return Printed.joined("[", elements(), "]");
    }

    @Override
    public @Nullable Object attribute(String name) {
        return name.equals("copy") ? Function.of(new Signature("copy", ""), a -> this) : sequenceMethod(name, elements(), "list");
    }

    @Override
    public boolean mutates(String method) {
        return MUTATING.contains(method);
    }

    @Override
    public Object slice(Slice slice) {
        return new PyList(slice.indices(elements().size()).mapToObj(elements()::get).toList());
    }

    @Override
    public boolean equalTo(Object other) {
        return other instanceof PyList list && Comparison.same(elements(), list.elements());
    }

    @Override
    public Object key() {
        throw Fault.type("unhashable type: 'list'");
    }
}
