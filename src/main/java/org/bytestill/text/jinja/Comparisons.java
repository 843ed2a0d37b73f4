package org.bytestill.text.jinja;

import java.util.List;
import java.util.function.Consumer;
import org.bytestill.text.python.Comparison;
import org.bytestill.text.python.Values;

/** A chain of comparisons, such as {@code 1 < x <= 3}; each operand is computed once. */
final class Comparisons extends Expression {
    private final Expression first;
    private final List<String> operators;
    private final List<Expression> operands;

    Comparisons(int line, Expression first, List<String> operators, List<Expression> operands) {
        super(line);
        this.first = first;
        this.operators = operators;
        this.operands = operands;
    }

    @Override
    void children(Consumer<Node> visitor) {
        visitor.accept(first);
        operands.forEach(visitor);
    }

    @Override
    Object value(Frame frame) {
        Object left = first.value(frame);
        for (int i = 0; i < operators.size(); i++) {
            Object right = operands.get(i).value(frame);
            frame.run().at(line());
            if (!holds(operators.get(i), left, right)) {
                return false;
            }
            left = right;
        }
        return true;
    }

    /** @param operator one of {@code == != < <= > >= in}, or {@code not in} */
    static boolean holds(String operator, Object left, Object right) {
        return switch (operator) {
            case "==" -> Comparison.same(left, right);
            case "!=" -> !Comparison.same(left, right);
            case "in" -> Values.contains(right, left);
            case "not in" -> !Values.contains(right, left);
            default -> Comparison.ordered(operator, left, right);
        };
    }
}
