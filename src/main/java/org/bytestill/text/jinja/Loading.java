package org.bytestill.text.jinja;

import java.util.List;
import java.util.function.Consumer;
import org.bytestill.text.python.Fault;

/** {@code include}, {@code import}, {@code from} or {@code extends}: there are no other templates, so that it fails when it is run. */
final class Loading extends Statement {
    private final Expression template;
    private final List<String> names;

    /** @param names what it would store */
    Loading(int line, Expression template, List<String> names) {
        super(line);
        this.template = template;
        this.names = names;
    }

    @Override
    void children(Consumer<Node> visitor) {
        visitor.accept(template);
    }

    @Override
    void scan(Symbols symbols) {
        template.scan(symbols);
        names.forEach(symbols::store);
    }

    @Override
    Flow run(Frame frame, Buffer out) {
        throw Fault.type("no loader for this environment specified: a chat template cannot load another");
    }
}
