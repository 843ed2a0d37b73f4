package org.bytestill.text.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bytestill.text.python.Values;

/** {@code {% if %}} with its branches; it opens no scope. */
final class If extends Statement {
    private final Expression condition;
    private final List<Statement> then;
    private final List<If> others;
    private final List<Statement> otherwise;

    /** @param others the branches of {@code elif}, without further branches of their own */
    If(int line, Expression condition, List<Statement> then, List<If> others, List<Statement> otherwise) {
        super(line);
        this.condition = condition;
        this.then = then;
        this.others = others;
        this.otherwise = otherwise;
    }

    @Override
    void children(Consumer<Node> visitor) {
        visitor.accept(condition);
        then.forEach(visitor);
        others.forEach(visitor);
        otherwise.forEach(visitor);
    }

    @Override
    void scan(Symbols symbols) {
        condition.scan(symbols);
        List<Symbols> branches = new ArrayList<>();
        for (List<? extends Statement> branch : List.of(then, others, otherwise)) {
            Symbols copy = symbols.copy();
            branch.forEach(statement -> statement.scan(copy));
            branches.add(copy);
        }
        symbols.join(branches);
    }

    @Override
    void bind(Site site) {
        super.bind(site.branch());
    }

    @Override
    Flow run(Frame frame, Buffer out) {
        if (Values.truth(condition.value(frame))) {
            return Statement.run(then, frame, out);
        }
        for (If other : others) {
            frame.run().at(other.line());
            if (Values.truth(other.condition.value(frame))) {
                return Statement.run(other.then, frame, out);
            }
        }
        return Statement.run(otherwise, frame, out);
    }
}
