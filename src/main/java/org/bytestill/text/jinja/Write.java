package org.bytestill.text.jinja;

import java.util.List;
import java.util.function.Consumer;
import org.bytestill.text.python.Printed;

/** Template text, and {@code {{ values }}} that are written. */
final class Write extends Statement {
    private final List<Expression> parts;

    Write(int line, List<Expression> parts) {
        super(line);
        this.parts = parts;
    }

    @Override
    void children(Consumer<Node> visitor) {
        parts.forEach(visitor);
    }

    @Override
    Flow run(Frame frame, Buffer out) {
        for (Expression part : parts) {
            Object value = part.value(frame);
            frame.run().at(part.line());
            out.append(Printed.str(value));
        }
        return Flow.NEXT;
    }
}
