package org.bytestill.text.jinja;

import java.util.function.Consumer;
import org.bytestill.text.python.Fault;
import org.bytestill.text.python.Values;

/** {@code {% call(parameters) macro(arguments) %}}: the block is handed to the macro as {@code caller}. */
final class CallBlock extends Statement {
    private final Call call;
    private final MacroBody body;

    CallBlock(int line, Call call, MacroBody body) {
        super(line);
        this.call = call;
        this.body = body;
    }

    @Override
    void children(Consumer<Node> visitor) {
        visitor.accept(call);
        body.children(visitor);
    }

    @Override
    void scan(Symbols symbols) {
        call.scan(symbols);
    }

    @Override
    void bind(Site site) {
        if (call.names("caller")) {
            throw new TemplateFault(line(), Fault.of(Fault.Kind.SYNTAX, "keyword argument repeated: caller"));
        }
        body.bind(site);
        call.bind(site);
    }

    @Override
    Flow run(Frame frame, Buffer out) {
        out.append(text(call.withCaller(frame, new Macro(null, body, frame))));
        return Flow.NEXT;
    }

    /** What a block writes has to be text. */
    static String text(Object value) {
        String text = Values.textOf(value);
        if (text == null) {
            throw Fault.type("sequence item 0: expected str instance, %s found", Values.typeOf(value));
        }
        return text;
    }
}
