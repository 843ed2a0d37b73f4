package org.bytestill.text.python;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Supplier;

/** A generator: elements that are made when they are asked for, once. */
public final class PyIterator extends Thing implements Iterator<Object> {
    private final Supplier<Iterator<Object>> source;
    private Iterator<Object> each = null;
    private boolean broken;

    /** @param source opened when the first element is asked for, as the body of a Python generator */
    public PyIterator(Supplier<Iterator<Object>> source) {
        this.source = source;
    }

    @Override
    public String type() {
        return "generator";
    }

    @Override
    public boolean isIterable() {
        return true;
    }

    @Override
    public Iterator<Object> iterator() {
        return this;
    }

    @Override
    public boolean hasNext() {
        if (broken) {
            return false;
        }
        try {
            each = each == null ? source.get() : each;
            return each.hasNext();
        } catch (Fault e) {
            broken = true;
            throw e;
        }
    }

    @Override
    public Object next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return each.next();
    }
}
