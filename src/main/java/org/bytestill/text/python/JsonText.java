package org.bytestill.text.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** JSON as Python's {@code json.dumps} writes it, with its options. */
public final class JsonText {
    private final boolean ascii;
    /** What a level is indented by; null for one line. */
    private final @Nullable String indent;
    private final String between;
    private final String colon;
    private final boolean sorted;
    private final StringBuilder text = new StringBuilder();

    private JsonText(boolean ascii, @Nullable String indent, String between, String colon, boolean sorted) {
        this.ascii = ascii;
        this.indent = indent;
        this.between = between;
        this.colon = colon;
        this.sorted = sorted;
    }

    /**
     * @param ascii      whether other characters are escaped
     * @param indent     None, a number of spaces, or a text
     * @param separators None, or a pair of texts: between elements, and between key and value
     * @param sorted     whether keys are sorted
     */
    public static String of(Object value, boolean ascii, Object indent, Object separators, boolean sorted) {
        String level = indent instanceof None ? null : Values.textOf(indent) != null ? Values.textOf(indent)
                : " ".repeat(Sizes.checked(Math.max(0, Numbers.index(indent))));
        String between = level == null ? ", " : ",";
        String colon = ": ";
        if (!(separators instanceof None)) {
            List<Object> pair = PyList.of(Values.iterate(separators)).elements();
            if (pair.size() != 2) {
                throw Fault.value("%d separators are given, two were expected", pair.size());
            }
            between = TextMethods.text(pair.get(0));
            colon = TextMethods.text(pair.get(1));
        }
        JsonText json = new JsonText(ascii, level, between, colon, sorted);
        json.write(value, 0);
        return json.text.toString();
    }

    private void write(Object value, int depth) {
        Sizes.checked(text.length());
        String plain = Values.textOf(value);
        if (plain != null) {
            quote(plain);
        } else if (value instanceof PyDict dict) {
            members(dict, depth);
        } else if (value instanceof PyList list) {
            elements(list.elements(), depth);
        } else if (value instanceof PyTuple tuple) {
            elements(tuple.elements(), depth);
        } else {
            text.append(scalar(value));
        }
    }

    private static String scalar(Object value) {
        if (value instanceof Double number) {
            return Double.isNaN(number) ? "NaN"
                    : Double.isInfinite(number) ? number < 0 ? "-Infinity" : "Infinity" : FloatText.repr(number);
        }
        if (value instanceof Boolean truth) {
            return truth ? "true" : "false";
        }
        if (value instanceof None) {
            return "null";
        }
        if (Numbers.isWhole(value)) {
            return Numbers.digits(value);
        }
        throw Fault.type("Object of type %s is not JSON serializable", Values.typeOf(value));
    }

    private void elements(List<Object> elements, int depth) {
        text.append('[');
        for (int i = 0; i < elements.size(); i++) {
            text.append(i == 0 ? "" : between);
            line(depth + 1);
            write(elements.get(i), depth + 1);
        }
        if (!elements.isEmpty()) {
            line(depth);
        }
        text.append(']');
    }

    private void members(PyDict dict, int depth) {
        text.append('{');
        List<Object> keys = new ArrayList<>(dict.keys());
        if (sorted) {
            keys = Comparison.sorted(keys, keys, false);
        }
        boolean first = true;
        for (Object key : keys) {
            text.append(first ? "" : between);
            line(depth + 1);
            first = false;
            quote(name(key));
            text.append(colon);
            write(dict.item(key), depth + 1);
        }
        if (!first) {
            line(depth);
        }
        text.append('}');
    }

    private static String name(Object key) {
        String text = Values.textOf(key);
        if (text == null && key instanceof Thing && !(key instanceof None)) {
            throw Fault.type("keys must be str, int, float, bool or None, not %s", Values.typeOf(key));
        }
        return text != null ? text : scalar(key);
    }

    private void line(int depth) {
        if (indent != null) {
            Sizes.checked(text.length() + (long) indent.length() * depth);
            text.append('\n').append(indent.repeat(depth));
        }
    }

    private void quote(String plain) {
        text.append('"');
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                default -> text.append(c < ' ' || ascii && c > '~' ? String.format(Locale.ROOT, "\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        text.append('"');
    }
}
