package org.bytestill.text.jinja;

import java.util.function.Consumer;
import org.bytestill.text.python.Arithmetic;
import org.bytestill.text.python.Values;

/** {@code + - * / // % **}, {@code and} and {@code or}. */
final class Operation extends Expression {
    private final String operator;
    private final Expression left;
    private final Expression right;

    Operation(int line, String operator, Expression left, Expression right) {
        super(line);
        this.operator = operator;
        this.left = left;
        this.right = right;
    }

    @Override
    void children(Consumer<Node> visitor) {
        visitor.accept(left);
        visitor.accept(right);
    }

    @Override
    Object value(Frame frame) {
        Object first = left.value(frame);
        if (operator.equals("and")) {
            return Values.truth(first) ? right.value(frame) : first;
        }
        if (operator.equals("or")) {
            return Values.truth(first) ? first : right.value(frame);
        }
        Object second = right.value(frame);
        frame.run().at(line());
        return frame.run().made(Arithmetic.of(operator, first, second));
    }
}
