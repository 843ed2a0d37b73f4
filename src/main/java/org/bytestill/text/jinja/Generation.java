package org.bytestill.text.jinja;

import java.util.List;
import java.util.function.Consumer;
import org.bytestill.text.python.Arguments;

/** {@code {% generation %}}: what it writes is said by the assistant. As in transformers its body is a call block, a scope of its own. */
final class Generation extends Statement {
    private final MacroBody body;

    Generation(int line, List<Statement> body) {
        super(line);
        this.body = new MacroBody(line, List.of(), List.of(), body);
    }

    @Override
    void children(Consumer<Node> visitor) {
        body.children(visitor);
    }

    @Override
    void scan(Symbols symbols) {
        // The body is a scope of its own.
    }

    @Override
    void bind(Site site) {
        body.bind(site);
    }

    @Override
    Flow run(Frame frame, Buffer out) {
        String text = body.called("None", frame, Arguments.of());
        frame.run().generated(text);
        out.append(text);
        return Flow.NEXT;
    }
}
