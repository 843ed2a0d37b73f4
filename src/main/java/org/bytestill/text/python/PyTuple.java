package org.bytestill.text.python;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Python's tuple; one with names for its elements is a named tuple. */
public final class PyTuple extends PySequence {
    /** What an element of a key counts for, since it takes memory. */
    private static final long KEY_STEPS = 16;

    private final List<String> names;

    /** As a key: equal if the elements are. */
    private record Key(List<Object> elements) {}

    public PyTuple(List<Object> elements) {
        this(elements, List.of());
    }

    public PyTuple(List<Object> elements, List<String> names) {
        super(elements);
        this.names = names;
    }

    public static PyTuple of(Object... elements) {
        return new PyTuple(List.of(elements));
    }

    @Override
    public String type() {
        return "tuple";
    }

    @Override
    public String repr() {
        return Printed.joined("(", elements(), elements().size() == 1 ? ",)" : ")");
    }

    @Override
    public @Nullable Object attribute(String name) {
        int place = names.indexOf(name);
        return place >= 0 ? elements().get(place) : sequenceMethod(name, elements(), "tuple");
    }

    @Override
    public Object slice(Slice slice) {
        return new PyTuple(slice.indices(elements().size()).mapToObj(elements()::get).toList());
    }

    @Override
    public boolean equalTo(Object other) {
        return other instanceof PyTuple tuple && Comparison.same(elements(), tuple.elements());
    }

    @Override
    public Object key() {
        // Tuples of tuples grow as keys, where the parts of one tuple are one tuple.
        Meter.count(KEY_STEPS * elements().size());
        return new Key(elements().stream().map(Comparison::key).toList());
    }
}
