package org.bytestill.text.python;

import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Text that is escaped for HTML already: what the filters {@code escape} and {@code safe} give. Text added to it is escaped. */
public final class Markup extends Thing {
    /** Methods without arguments whose result is markup again. */
    private static final Set<String> WHOLE = Set.of("upper", "lower", "title", "capitalize", "swapcase", "casefold");

    private final String text;

    public Markup(String text) {
        this.text = text;
    }

    /** The value escaped for HTML; markup stays as it is. */
    public static Markup escape(Object value) {
        if (value instanceof Markup markup) {
            return markup;
        }
        return new Markup(Printed.str(value).replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;").replace("'", "&#39;")
                .replace("\"", "&#34;"));
    }

    @Override
    public String type() {
        return "Markup";
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public String repr() {
        return "Markup(" + Printed.repr(text) + ")";
    }

    @Override
    public boolean truth() {
        return !text.isEmpty();
    }

    @Override
    public @Nullable Object attribute(String name) {
        Object method = TextMethods.of(text, name);
        if (method instanceof Function function && WHOLE.contains(name)) {
            return new Function(arguments -> new Markup((String) function.call(arguments)));
        }
        if (method instanceof Function function && (name.startsWith("is") || name.endsWith("swith"))) {
            return function;
        }
        if (method == null && !name.equals("unescape") && !name.equals("striptags") && !name.equals("escape")) {
            return null;
        }
        throw Fault.unsupported("the method %s of text escaped for HTML is not supported", name);
    }

    @Override
    public Object item(Object key) {
        return new Markup(CodePoints.at(text, key));
    }

    @Override
    public Object slice(Slice slice) {
        return new Markup(CodePoints.slice(text, slice));
    }

    @Override
    public boolean hasItems() {
        return true;
    }

    @Override
    public boolean isIterable() {
        return true;
    }

    @Override
    public Iterator<Object> reversed() {
        return CodePoints.iterate(CodePoints.reversed(text));
    }

    @Override
    public boolean isSized() {
        return true;
    }

    @Override
    public int length() {
        return CodePoints.count(text);
    }

    @Override
    public Object key() {
        return text;
    }
}
