package org.bytestill.text.jinja;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.bytestill.text.python.Fault;
import org.bytestill.text.python.PyList;
import org.bytestill.text.python.PyTuple;
import org.bytestill.text.python.Values;

/** A list or a tuple; a tuple of names can be assigned. */
final class Sequence extends Expression {
    private final List<Expression> elements;
    private final boolean tuple;

    Sequence(int line, List<Expression> elements, boolean tuple) {
        super(line);
        this.elements = elements;
        this.tuple = tuple;
    }

    @Override
    void children(Consumer<Node> visitor) {
        elements.forEach(visitor);
    }

    @Override
    boolean canAssign() {
        return tuple && elements.stream().allMatch(Expression::canAssign);
    }

    @Override
    Expression copy() {
        return new Sequence(line(), elements.stream().map(Expression::copy).toList(), tuple);
    }

    @Override
    Object value(Frame frame) {
        List<Object> values = new ArrayList<>(elements.size());
        elements.forEach(element -> values.add(element.value(frame)));
        return tuple ? new PyTuple(values) : new PyList(values);
    }

    @Override
    void assign(Frame frame, Object value) {
        List<Object> values = new ArrayList<>();
        for (Iterator<Object> each = unpacked(value); each.hasNext();) {
            if (values.size() == elements.size()) {
                throw Fault.value("too many values to unpack (expected %d)", elements.size());
            }
            values.add(each.next());
        }
        if (values.size() < elements.size()) {
            throw Fault.value("not enough values to unpack (expected %d, got %d)", elements.size(), values.size());
        }
        for (int i = 0; i < values.size(); i++) {
            elements.get(i).assign(frame, values.get(i));
        }
    }

    private static Iterator<Object> unpacked(Object value) {
        if (!Values.isIterable(value)) {
            throw Fault.type("cannot unpack non-iterable %s object", Values.typeOf(value));
        }
        return Values.iterate(value);
    }
}
