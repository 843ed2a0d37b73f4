package org.bytestill.text.jinja;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code {% with a = 1, b = 2 %}}: a scope; the values are computed outside of it. */
final class With extends Statement {
    private final List<Expression> targets;
    private final List<Expression> values;
    private final List<Statement> body;
    private @Nullable Entry entry;

    With(int line, List<Expression> targets, List<Expression> values, List<Statement> body) {
        super(line);
        this.targets = targets;
        this.values = values;
        this.body = body;
    }

    @Override
    void children(Consumer<Node> visitor) {
        targets.forEach(visitor);
        values.forEach(visitor);
        body.forEach(visitor);
    }

    @Override
    void scan(Symbols symbols) {
        values.forEach(value -> value.scan(symbols));
    }

    @Override
    void bind(Site site) {
        Site inner = site.inner();
        targets.forEach(target -> target.scan(inner.symbols()));
        body.forEach(statement -> statement.scan(inner.symbols()));
        entry = inner.entry();
        targets.forEach(target -> target.bind(inner));
        values.forEach(value -> value.bind(site));
        body.forEach(statement -> statement.bind(inner));
    }

    @Override
    Flow run(Frame frame, Buffer out) {
        Entry.required(entry).enter(frame);
        for (int i = 0; i < targets.size(); i++) {
            targets.get(i).assign(frame, values.get(i).value(frame));
        }
        Flow flow = Statement.run(body, frame, out);
        Entry.required(entry).leave(frame);
        return flow;
    }
}
