package org.bytestill.text.jinja;

import java.util.List;
import java.util.function.Consumer;
import org.bytestill.text.python.Printed;

/** {@code a ~ b}: values joined as texts. */
final class Concatenation extends Expression {
    private final List<Expression> parts;

    Concatenation(int line, List<Expression> parts) {
        super(line);
        this.parts = parts;
    }

    @Override
    void children(Consumer<Node> visitor) {
        parts.forEach(visitor);
    }

    @Override
    Object value(Frame frame) {
        List<Object> values = parts.stream().map(part -> part.value(frame)).toList();
        frame.run().at(line());
        Buffer text = new Buffer();
        values.forEach(value -> text.append(Printed.str(value)));
        return frame.run().made(text.toString());
    }
}
