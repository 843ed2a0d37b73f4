package org.bytestill.text.jinja;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bytestill.text.python.Arguments;
import org.bytestill.text.python.Fault;
import org.bytestill.text.python.Thing;
import org.bytestill.text.python.Values;

/** A call of a function, method or macro. */
final class Call extends Expression {
    private final Expression function;
    private final CallArguments arguments;

    Call(int line, Expression function, CallArguments arguments) {
        super(line);
        this.function = function;
        this.arguments = arguments;
    }

    @Override
    void children(Consumer<Node> visitor) {
        visitor.accept(function);
        arguments.children(visitor);
    }

    /** Whether an argument of that name is written. */
    boolean names(String argument) {
        return arguments.named().containsKey(argument);
    }

    @Override
    Object value(Frame frame) {
        Object callee = function.value(frame);
        return called(frame, callee, arguments.values(frame, List.of()));
    }

    /** Calls with the further argument {@code caller}. */
    Object withCaller(Frame frame, Object caller) {
        Object callee = function.value(frame);
        Arguments values = arguments.values(frame, List.of());
        Map<String, Object> named = new LinkedHashMap<>(values.named());
        named.put("caller", caller);
        return called(frame, callee, new Arguments(values.positional(), named));
    }

    private Object called(Frame frame, Object callee, Arguments values) {
        frame.run().at(line());
        if (!(callee instanceof Thing thing)) {
            throw Fault.type("'%s' object is not callable", Values.typeOf(callee));
        }
        return frame.run().made(thing.call(values));
    }
}
