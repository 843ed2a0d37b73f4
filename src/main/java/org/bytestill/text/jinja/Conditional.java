package org.bytestill.text.jinja;

import java.util.function.Consumer;
import org.bytestill.text.python.Undefined;
import org.bytestill.text.python.Values;
import org.jspecify.annotations.Nullable;

/** {@code a if condition else b}; without else it is undefined. */
final class Conditional extends Expression {
    private final Expression condition;
    private final Expression then;
    private final @Nullable Expression otherwise;

    Conditional(int line, Expression condition, Expression then, @Nullable Expression otherwise) {
        super(line);
        this.condition = condition;
        this.then = then;
        this.otherwise = otherwise;
    }

    @Override
    void children(Consumer<Node> visitor) {
        visitor.accept(condition);
        visitor.accept(then);
        if (otherwise != null) {
            visitor.accept(otherwise);
        }
    }

    @Override
    void bind(Site site) {
        super.bind(site.branch());
    }

    @Override
    Object value(Frame frame) {
        frame.run().at(line());
        if (Values.truth(condition.value(frame))) {
            return then.value(frame);
        }
        return otherwise != null ? otherwise.value(frame)
                : Undefined.because("the inline if-expression on line " + line() + " evaluated to false and no else section was defined.");
    }
}
