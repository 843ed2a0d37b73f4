package org.bytestill.text.jinja;

import java.util.function.Consumer;
import org.bytestill.text.python.Fault;

/** {@code {% break %}} or {@code {% continue %}}. */
final class Jump extends Statement {
    private final Flow flow;

    Jump(int line, Flow flow) {
        super(line);
        this.flow = flow;
    }

    @Override
    void children(Consumer<Node> visitor) {}

    @Override
    void bind(Site site) {
        if (!site.loop()) {
            throw new TemplateFault(line(), Fault.of(Fault.Kind.SYNTAX, "'%s' outside loop", flow == Flow.BREAK ? "break" : "continue"));
        }
    }

    @Override
    Flow run(Frame frame, Buffer out) {
        return flow;
    }
}
