package org.bytestill.text.python;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code dict.keys()}, {@code values()} and {@code items()} give: the elements and their number, but none by index. */
final class DictView extends Thing {
    private final PyDict dict;
    private final String kind;

    /** @param kind keys, values or items */
    DictView(PyDict dict, String kind) {
        this.dict = dict;
        this.kind = kind;
    }

    private List<Object> elements() {
        Meter.count(dict.length());
        return kind.equals("keys") ? dict.keys() : kind.equals("values") ? dict.values() : dict.pairs();
    }

    @Override
    public String type() {
        return "dict_" + kind;
    }

    @Override
    public String repr() {
        return Printed.joined(type() + "([", elements(), "])");
    }

    @Override
    public boolean truth() {
        return dict.truth();
    }

    @Override
    public @Nullable Object attribute(String name) {
        if (name.equals("mapping") || name.equals("isdisjoint")) {
            throw Fault.unsupported("the attribute %s of %s is not supported", name, type());
        }
        return null;
    }

    @Override
    public boolean isIterable() {
        return true;
    }

    @Override
    public Iterator<Object> iterator() {
        return elements().iterator();
    }

    @Override
    public Iterator<Object> reversed() {
        return PySequence.backwards(elements());
    }

    @Override
    public boolean isSized() {
        return true;
    }

    @Override
    public int length() {
        return dict.length();
    }

    @Override
    public boolean contains(Object value) {
        return kind.equals("keys") ? dict.contains(value) : super.contains(value);
    }

    @Override
    public boolean equalTo(Object other) {
        if (other instanceof DictView view && !kind.equals("values") && !view.kind.equals("values") && this != other) {
            return length() == view.length() && elements().stream().allMatch(view::contains);
        }
        return this == other;
    }

    @Override
    public Object key() {
        if (!kind.equals("values")) {
            throw Fault.type("unhashable type: '%s'", type());
        }
        return this;
    }
}
