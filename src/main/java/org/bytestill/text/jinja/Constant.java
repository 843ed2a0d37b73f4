package org.bytestill.text.jinja;

import java.util.function.Consumer;

/** A text, a number, true, false or none. */
final class Constant extends Expression {
    private final Object value;

    Constant(int line, Object value) {
        super(line);
        this.value = value;
    }

    @Override
    void children(Consumer<Node> visitor) {}

    @Override
    Object value(Frame frame) {
        return value;
    }
}
