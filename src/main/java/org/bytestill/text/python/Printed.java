package org.bytestill.text.python;

import java.util.List;
import java.util.Locale;

/** How values are printed: {@code str()} and {@code repr()}. */
public final class Printed {
    private Printed() {}

    /** As {@code str()}. */
    public static String str(Object value) {
        return value instanceof String text ? text : value instanceof Thing thing ? thing.text() : repr(value);
    }

    /** As {@code repr()}. */
    public static String repr(Object value) {
        if (value instanceof String text) {
            return quoted(text);
        }
        if (value instanceof Thing thing) {
            return thing.repr();
        }
        if (value instanceof Boolean truth) {
            return truth ? "True" : "False";
        }
        return value instanceof Double number ? FloatText.repr(number) : Numbers.digits(value);
    }

    /** As {@code ascii()}. */
    static String ascii(Object value) {
        StringBuilder text = new StringBuilder();
        repr(value).codePoints().forEach(point -> text.append(point < 128 ? Character.toString(point) : escape(point)));
        return text.toString();
    }

    /** Elements as {@code repr()}, with commas. */
    static String joined(String before, List<Object> elements, String after) {
        StringBuilder text = new StringBuilder(before);
        for (int i = 0; i < elements.size(); i++) {
            text.append(i == 0 ? "" : ", ").append(repr(elements.get(i)));
            Sizes.checked(text.length());
        }
        return text.append(after).toString();
    }

    private static String quoted(String text) {
        String quote = text.contains("'") && !text.contains("\"") ? "\"" : "'";
        StringBuilder quoted = new StringBuilder(quote);
        text.codePoints().forEach(point -> quoted.append(character(point, quote)));
        return quoted.append(quote).toString();
    }

    private static String character(int point, String quote) {
        String plain = Character.toString(point);
        if (plain.equals(quote) || point == '\\') {
            return "\\" + plain;
        }
        return switch (point) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> isPrintable(point) ? plain : escape(point);
        };
    }

    private static String escape(int point) {
        return String.format(Locale.ROOT, point < 0x100 ? "\\x%02x" : point < 0x10000 ? "\\u%04x" : "\\U%08x", point);
    }

    /** {@code str.isprintable} of one character: all but separators other than the space, and what is no character. */
    static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    false;
            case Character.SPACE_SEPARATOR -> point == ' ';
            default -> true;
        };
    }
}
