package org.bytestill.text.python;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Python's list. Templates cannot change one, so that it is shared without copies. */
public final class PyList extends Thing {
    private static final Set<String> MUTATING = Set.of("append", "clear", "pop", "reverse", "insert", "sort", "extend", "remove");

    private final List<Object> elements = new ArrayList<>();

    public PyList() {}

    public PyList(Collection<?> elements) {
        this.elements.addAll(elements);
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
        Sizes.elements(elements.size() + 1L);
        elements.add(element);
    }

    public List<Object> elements() {
        return elements;
    }

    @Override
    public String type() {
        return "list";
    }

    @Override
    public String repr() {
        return Printed.joined("[", elements, "]");
    }

    @Override
    public boolean truth() {
        return !elements.isEmpty();
    }

    @Override
    public @Nullable Object attribute(String name) {
        return name.equals("copy") ? Function.of(new Signature("copy", ""), a -> this) : sequenceMethod(name, elements, "list");
    }

    /** The methods {@code count} and {@code index} of a list or tuple. */
    static @Nullable Object sequenceMethod(String name, List<Object> elements, String type) {
        Meter.count(elements.size());
        if (name.equals("count")) {
            return Function.of(new Signature(name, "value /"),
                    a -> elements.stream().filter(each -> Comparison.same(each, a[0])).count());
        }
        return !name.equals("index") ? null : Function.of(new Signature(name, "value start? stop? /"), a -> {
            Slice range = new Slice(a[1] == null ? None.NONE : a[1], a[2] == null ? None.NONE : a[2], None.NONE);
            return (long) range.indices(elements.size()).filter(i -> Comparison.same(elements.get(i), a[0])).findFirst()
                    .orElseThrow(() -> Fault.value("%s is not in %s", Printed.repr(a[0]), type));
        });
    }

    @Override
    public boolean mutates(String method) {
        return MUTATING.contains(method);
    }

    @Override
    public Object item(Object key) {
        return elements.get(place(key, elements.size(), "list"));
    }

    /** The place in a sequence that an index means, which counts from the end if it is negative. */
    static int place(Object key, int length, String type) {
        if (!Numbers.isWhole(key)) {
            throw Fault.type("%s indices must be integers or slices, not %s", type, Values.typeOf(key));
        }
        long index = Numbers.saturated(key);
        long place = index < 0 ? index + length : index;
        if (place < 0 || place >= length) {
            throw Fault.lookup("%s index out of range", type);
        }
        return (int) place;
    }

    @Override
    public Object slice(Slice slice) {
        return new PyList(slice.indices(elements.size()).mapToObj(elements::get).toList());
    }

    @Override
    public boolean hasItems() {
        return true;
    }

    @Override
    public boolean isIterable() {
        return true;
    }

    @Override
    public Iterator<Object> iterator() {
        return elements.iterator();
    }

    @Override
    public Iterator<Object> reversed() {
        return backwards(elements);
    }

    static Iterator<Object> backwards(List<Object> elements) {
        int last = elements.size() - 1;
        return IntStream.rangeClosed(0, last).mapToObj(i -> elements.get(last - i)).iterator();
    }

    @Override
    public boolean isSized() {
        return true;
    }

    @Override
    public int length() {
        return elements.size();
    }

    @Override
    public boolean equalTo(Object other) {
        return other instanceof PyList list && Comparison.same(elements, list.elements);
    }

    @Override
    public Object key() {
        throw Fault.type("unhashable type: 'list'");
    }
}
