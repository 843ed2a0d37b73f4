package org.bytestill.text.python;

import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Python's sequences whose elements are all there, lists and tuples; and what the other sequences share with them. */
public abstract class PySequence extends Thing {
    private final List<Object> elements;

    /** @param elements not copied */
    PySequence(List<Object> elements) {
        this.elements = elements;
    }

    public List<Object> elements() {
        return elements;
    }

    @Override
    public boolean truth() {
        return !elements.isEmpty();
    }

    /** The methods {@code count} and {@code index} of a sequence. */
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
    public Object item(Object key) {
        return elements.get(place(key, elements.size(), type()));
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
}
