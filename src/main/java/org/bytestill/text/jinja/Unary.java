package org.bytestill.text.jinja;

import java.util.function.Consumer;
import org.bytestill.text.python.Arithmetic;
import org.bytestill.text.python.Values;

/** {@code not}, {@code -} or {@code +} before an expression. */
final class Unary extends Expression {
    private final String operator;
    private final Expression operand;

    Unary(int line, String operator, Expression operand) {
        super(line);
        this.operator = operator;
        this.operand = operand;
    }

    @Override
    void children(Consumer<Node> visitor) {
        visitor.accept(operand);
    }

    @Override
    Object value(Frame frame) {
        Object value = operand.value(frame);
        frame.run().at(line());
        return operator.equals("not") ? (Object) !Values.truth(value) : Arithmetic.signed(operator, value);
    }
}
