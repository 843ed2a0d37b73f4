package org.bytestill.text.python;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** A value that is neither text nor number nor truth value. What a kind of thing cannot do throws the exception that Python throws. */
public abstract class Thing {
    /** Python's name of the type. */
    public abstract String type();

    /** As {@code repr()} writes it. */
    public String repr() {
        throw Fault.unsupported("a %s is printed, which Python writes with its address in memory", type());
    }

    /** As {@code str()} writes it. */
    public String text() {
        return repr();
    }

    public boolean truth() {
        return true;
    }

    /** The attribute, a method or a value; null if there is none of that name. */
    public @Nullable Object attribute(String name) {
        return null;
    }

    /** Whether the method of that name changes a value, which the sandbox forbids. */
    public boolean mutates(String method) {
        return false;
    }

    /** The element at an index or of a key. */
    public Object item(Object key) {
        throw Fault.type("'%s' object is not subscriptable", type());
    }

    public Object slice(Slice slice) {
        throw Fault.type("'%s' object is not subscriptable", type());
    }

    /** Whether it has elements by index or key. */
    public boolean hasItems() {
        return false;
    }

    public boolean isIterable() {
        return false;
    }

    public Iterator<Object> iterator() {
        throw Fault.type("'%s' object is not iterable", type());
    }

    public Iterator<Object> reversed() {
        throw Fault.type("'%s' object is not reversible", type());
    }

    /** Whether {@link #length} is known without reading the elements. */
    public boolean isSized() {
        return false;
    }

    public int length() {
        throw Fault.type("object of type '%s' has no len()", type());
    }

    public boolean contains(Object value) {
        if (!isIterable()) {
            throw Fault.type("argument of type '%s' is not iterable", type());
        }
        for (Iterator<Object> each = iterator(); each.hasNext();) {
            Meter.count(1);
            if (Comparison.same(each.next(), value)) {
                return true;
            }
        }
        return false;
    }

    public boolean isCallable() {
        return false;
    }

    public Object call(Arguments arguments) {
        throw Fault.type("'%s' object is not callable", type());
    }

    public boolean equalTo(Object other) {
        return this == other;
    }

    /** What stands for it as a key; a value that is equal has an equal one. */
    public Object key() {
        return this;
    }
}
