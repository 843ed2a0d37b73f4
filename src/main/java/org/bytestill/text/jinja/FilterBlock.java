package org.bytestill.text.jinja;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code {% filter name %}}: a filter over a block's text. */
final class FilterBlock extends Statement {
    private final Filtered filter;
    private final List<Statement> body;
    private @Nullable Entry entry;

    FilterBlock(int line, Filtered filter, List<Statement> body) {
        super(line);
        this.filter = filter;
        this.body = body;
    }

    @Override
    void children(Consumer<Node> visitor) {
        body.forEach(visitor);
        visitor.accept(filter);
    }

    @Override
    void scan(Symbols symbols) {
        filter.scan(symbols);
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
        Buffer text = new Buffer();
        Flow flow = Statement.run(body, frame, text);
        if (flow == Flow.NEXT) {
            out.append(CallBlock.text(filter.ofBlock(frame, text.toString())));
            Entry.required(entry).leave(frame);
        }
        return flow;
    }
}
