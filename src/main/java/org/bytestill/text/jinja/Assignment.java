package org.bytestill.text.jinja;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code {% set target = value %}}, or a block whose text is the value. */
final class Assignment extends Statement {
    private final Expression target;
    private final @Nullable Expression value;
    private final @Nullable Filtered filter;
    private final List<Statement> body;
    private final Map<String, Place> exported = new LinkedHashMap<>();
    private @Nullable Entry entry;

    private Assignment(int line, Expression target, @Nullable Expression value, @Nullable Filtered filter, List<Statement> body) {
        super(line);
        this.target = target;
        this.value = value;
        this.filter = filter;
        this.body = body;
    }

    static Assignment of(int line, Expression target, Expression value) {
        return new Assignment(line, target, value, null, List.of());
    }

    static Assignment ofBlock(int line, Expression target, @Nullable Filtered filter, List<Statement> body) {
        return new Assignment(line, target, null, filter, body);
    }

    @Override
    void children(Consumer<Node> visitor) {
        visitor.accept(target);
        for (@Nullable
        Node each : new @Nullable Node[] {value, filter}) {
            if (each != null) {
                visitor.accept(each);
            }
        }
        body.forEach(visitor);
    }

    @Override
    void scan(Symbols symbols) {
        if (value != null) {
            value.scan(symbols);
        }
        target.scan(symbols);
    }

    @Override
    void bind(Site site) {
        if (value != null) {
            value.bind(site);
        } else {
            bindBlock(site.inner());
        }
        target.bind(site);
        if (site.top()) {
            Search.names(target).stream().filter(name -> name.use() == Name.Use.STORE)
                    .forEach(name -> exported.put(name.name(), site.place(name.name())));
        }
    }

    private void bindBlock(Site inner) {
        body.forEach(each -> each.scan(inner.symbols()));
        entry = inner.entry();
        body.forEach(each -> each.bind(inner));
        if (filter != null) {
            filter.bind(inner);
        }
    }

    @Override
    Flow run(Frame frame, Buffer out) {
        if (value != null) {
            Search.fields(target).forEach(field -> field.check(frame));
            target.assign(frame, value.value(frame));
        } else {
            Flow flow = runBlock(frame);
            if (flow != Flow.NEXT) {
                return flow;
            }
        }
        exported.forEach((name, place) -> frame.context().store(name, place.get(frame)));
        return Flow.NEXT;
    }

    private Flow runBlock(Frame frame) {
        Entry scope = Entry.required(entry);
        scope.enter(frame);
        Buffer text = new Buffer();
        Flow flow = Statement.run(body, frame, text);
        if (flow == Flow.NEXT) {
            target.assign(frame, filter == null ? frame.run().made(text.toString()) : filter.ofBlock(frame, text.toString()));
            scope.leave(frame);
        }
        return flow;
    }
}
