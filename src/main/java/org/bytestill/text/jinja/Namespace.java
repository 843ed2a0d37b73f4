package org.bytestill.text.jinja;

import org.bytestill.text.python.Arguments;
import org.bytestill.text.python.Fault;
import org.bytestill.text.python.PyDict;
import org.bytestill.text.python.Thing;
import org.jspecify.annotations.Nullable;

/** What {@code namespace()} gives: the one value that templates can change. Fields may not begin with an underscore. */
final class Namespace extends Thing {
    private final PyDict fields;

    Namespace(Arguments arguments) {
        this.fields = Globals.dict(arguments);
        fields.keys().forEach(Namespace::check);
    }

    private static void check(Object name) {
        if (name instanceof String text && text.startsWith("_")) {
            throw Fault.of(Fault.Kind.SECURITY,
                    "Chat templates cannot store underscore-prefixed attributes on a namespace, but got '%s'. Please rename the attribute.",
                    text);
        }
    }

    void put(String field, Object value) {
        check(field);
        fields.put(field, value);
    }

    @Override
    public String type() {
        return "TemplateNamespace";
    }

    @Override
    public String repr() {
        return "<Namespace " + fields.repr() + ">";
    }

    @Override
    public @Nullable Object attribute(String name) {
        return fields.get(name);
    }
}
