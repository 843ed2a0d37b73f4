package org.bytestill.text.jinja;

import java.util.List;
import java.util.function.Consumer;
import org.bytestill.text.python.Fault;
import org.bytestill.text.python.Values;
import org.jspecify.annotations.Nullable;

/** {@code {% autoescape false %}}: a scope. Escaping what is written, for HTML, is not supported. */
final class Autoescape extends Statement {
    private final Expression escapes;
    private final List<Statement> body;
    private @Nullable Entry entry;

    Autoescape(int line, Expression escapes, List<Statement> body) {
        super(line);
        this.escapes = escapes;
        this.body = body;
    }

    @Override
    void children(Consumer<Node> visitor) {
        visitor.accept(escapes);
        body.forEach(visitor);
    }

    @Override
    void scan(Symbols symbols) {
        // A scope of its own.
    }

    @Override
    void bind(Site site) {
        Site inner = site.inner();
        children(child -> child.scan(inner.symbols()));
        entry = inner.entry();
        children(child -> child.bind(inner));
    }

    @Override
    Flow run(Frame frame, Buffer out) {
        Entry.required(entry).enter(frame);
        if (Values.truth(escapes.value(frame))) {
            throw Fault.unsupported("escaping all that is written is not supported");
        }
        Flow flow = Statement.run(body, frame, out);
        Entry.required(entry).leave(frame);
        return flow;
    }
}
