package org.bytestill.text.jinja;

import java.util.ArrayList;
import org.bytestill.text.python.Arguments;
import org.bytestill.text.python.None;
import org.bytestill.text.python.PyTuple;
import org.bytestill.text.python.Thing;
import org.jspecify.annotations.Nullable;

/** A macro as a value: its body with the variables around it. */
final class Macro extends Thing {
    private final @Nullable String name;
    private final MacroBody body;
    private final Frame definer;

    /** @param name null for the body of a call block */
    Macro(@Nullable String name, MacroBody body, Frame definer) {
        this.name = name;
        this.body = body;
        this.definer = definer;
    }

    @Override
    public String type() {
        return "Macro";
    }

    @Override
    public String repr() {
        return "<Macro " + (name == null ? "anonymous" : "'" + name + "'") + ">";
    }

    @Override
    public @Nullable Object attribute(String attribute) {
        return switch (attribute) {
            case "name" -> name == null ? None.NONE : name;
            case "arguments" -> new PyTuple(new ArrayList<>(body.names()));
            case "catch_kwargs" -> body.uses("kwargs");
            case "catch_varargs" -> body.uses("varargs");
            case "caller" -> body.uses("caller");
            case "explicit_caller" -> body.names().contains("caller");
            default -> null;
        };
    }

    @Override
    public boolean isCallable() {
        return true;
    }

    @Override
    public Object call(Arguments arguments) {
        return body.called(name == null ? "None" : name, definer, arguments);
    }
}
