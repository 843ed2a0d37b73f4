package org.bytestill.text.jinja;

import java.util.function.Consumer;
import org.bytestill.text.python.Sandbox;
import org.bytestill.text.python.Slice;

/** {@code value.name}, {@code value[key]} or {@code value[start:stop:step]}. */
final class Member extends Expression {
    private final Expression owner;
    private final Expression key;
    private final boolean attribute;

    /** @param attribute whether an attribute comes before an item, as after a dot */
    Member(int line, Expression owner, Expression key, boolean attribute) {
        super(line);
        this.owner = owner;
        this.key = key;
        this.attribute = attribute;
    }

    /** A slice; only ever a key. */
    static final class Range extends Expression {
        private final Expression start;
        private final Expression stop;
        private final Expression step;

        Range(int line, Expression start, Expression stop, Expression step) {
            super(line);
            this.start = start;
            this.stop = stop;
            this.step = step;
        }

        @Override
        void children(Consumer<Node> visitor) {
            visitor.accept(start);
            visitor.accept(stop);
            visitor.accept(step);
        }

        @Override
        Object value(Frame frame) {
            throw new IllegalStateException("a slice is no value");
        }

        private Slice slice(Frame frame) {
            return new Slice(start.value(frame), stop.value(frame), step.value(frame));
        }
    }

    @Override
    void children(Consumer<Node> visitor) {
        visitor.accept(owner);
        visitor.accept(key);
    }

    @Override
    Object value(Frame frame) {
        Object value = owner.value(frame);
        if (key instanceof Range range) {
            Slice slice = range.slice(frame);
            frame.run().at(line());
            return frame.run().made(Sandbox.slice(value, slice));
        }
        Object wanted = key.value(frame);
        frame.run().at(line());
        return frame.run().found(attribute ? Sandbox.attribute(value, (String) wanted) : Sandbox.item(value, wanted));
    }
}
