package org.bytestill.text.jinja;

import java.util.List;
import java.util.function.Consumer;
import org.bytestill.text.python.Arguments;
import org.bytestill.text.python.Fault;
import org.jspecify.annotations.Nullable;

/** {@code value | filter(arguments)}, or {@code value is test(arguments)}. */
final class Filtered extends Expression {
    private final @Nullable Expression value;
    private final String name;
    private final CallArguments arguments;
    private final boolean test;

    /**
     * @param value what is filtered; null for the text of a block
     * @param test  whether it is a test
     */
    Filtered(int line, @Nullable Expression value, String name, CallArguments arguments, boolean test) {
        super(line);
        this.value = value;
        this.name = name;
        this.arguments = arguments;
        this.test = test;
    }

    @Override
    void children(Consumer<Node> visitor) {
        if (value != null) {
            visitor.accept(value);
        }
        arguments.children(visitor);
    }

    @Override
    void bind(Site site) {
        super.bind(site);
        if (!site.soft() && !(test ? Tests.has(name) : Filters.has(name, site.dialect()))) {
            throw new TemplateFault(line(), unknown());
        }
    }

    private Fault unknown() {
        return Fault.of(Fault.Kind.RUNTIME, "No %s named '%s'.", test ? "test" : "filter", name);
    }

    @Override
    Object value(Frame frame) {
        if (value == null) {
            throw new IllegalStateException("a filter without a value belongs to a block");
        }
        return of(frame, value.value(frame));
    }

    /** The filter applied to the text of a block; filters before it in a chain come first. */
    Object ofBlock(Frame frame, Object text) {
        return of(frame, value instanceof Filtered inner ? inner.ofBlock(frame, text) : text);
    }

    private Object of(Frame frame, Object subject) {
        if (!(test ? Tests.has(name) : Filters.has(name, frame.run().dialect()))) {
            throw unknown();
        }
        Arguments values = arguments.values(frame, List.of(subject));
        frame.run().at(line());
        return test ? (Object) Tests.of(name, values) : frame.run().made(Filters.of(frame.run(), name, values));
    }
}
