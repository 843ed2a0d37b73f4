package org.bytestill.text.python;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code str.format}: texts with replacement fields in braces. Attributes and items of fields go through the sandbox. */
final class BraceFormat {
    private static final int MOST_DEPTH = 2;

    private final List<Object> positional;
    private final Map<String, Object> named;
    private final @Nullable Object mapping;
    /** The next number of a field without one; -1 once fields are numbered by hand. */
    private int next;
    private boolean counted;

    private BraceFormat(Arguments arguments, @Nullable Object mapping) {
        this.positional = arguments.positional();
        this.named = arguments.named();
        this.mapping = mapping;
    }

    static String of(String text, Arguments arguments) {
        return new BraceFormat(arguments, null).filled(text, MOST_DEPTH);
    }

    static String ofMapping(String text, Object mapping) {
        return new BraceFormat(Arguments.of(), mapping).filled(text, MOST_DEPTH);
    }

    private String filled(String text, int depth) {
        if (depth < 0) {
            throw Fault.value("Max string recursion exceeded");
        }
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c == '{' || c == '}') && i + 1 < text.length() && text.charAt(i + 1) == c) {
                result.append(c);
                i++;
            } else if (c == '{') {
                int end = end(text, i + 1);
                result.append(field(text.substring(i + 1, end), depth));
                i = end;
            } else if (c == '}') {
                throw Fault.value("Single '}' encountered in format string");
            } else {
                result.append(c);
            }
            Sizes.checked(result.length());
        }
        return result.toString();
    }

    /** The brace that closes a field, beyond nested ones and brackets. */
    private static int end(String text, int from) {
        int open = 1;
        boolean inBrackets = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            inBrackets = open == 1
                    && (inBrackets ? c != ']' : c == '[' && text.substring(from, i).chars().noneMatch(x -> x == ':' || x == '!'));
            open += inBrackets ? 0 : c == '{' ? 1 : c == '}' ? -1 : 0;
            if (open == 0) {
                return i;
            }
        }
        throw Fault.value(from == text.length() ? "Single '{' encountered in format string" : "expected '}' before end of string");
    }

    private String field(String field, int depth) {
        int end = 0;
        boolean inBrackets = false;
        while (end < field.length() && (inBrackets || field.charAt(end) != ':' && field.charAt(end) != '!')) {
            inBrackets = inBrackets ? field.charAt(end) != ']' : field.charAt(end) == '[';
            end++;
        }
        String name = field.substring(0, end);
        String rest = field.substring(end);
        String conversion = "";
        if (rest.startsWith("!")) {
            if (rest.length() < 2 || rest.length() > 2 && rest.charAt(2) != ':') {
                throw Fault.value("expected ':' after conversion specifier");
            }
            conversion = rest.substring(1, 2);
            rest = rest.substring(2);
        }
        Object value = converted(valueOf(name), conversion);
        return FormatSpec.format(value, rest.isEmpty() ? "" : filled(rest.substring(1), depth - 1));
    }

    private static Object converted(Object value, String conversion) {
        return switch (conversion) {
            case "" -> value;
            case "s" -> Printed.str(value);
            case "r" -> Printed.repr(value);
            case "a" -> Printed.ascii(value);
            default -> throw Fault.value("Unknown conversion specifier %s", conversion);
        };
    }

    private Object valueOf(String name) {
        int end = 0;
        while (end < name.length() && name.charAt(end) != '.' && name.charAt(end) != '[') {
            end++;
        }
        Object value = first(name.substring(0, end));
        while (end < name.length()) {
            boolean attribute = name.charAt(end) == '.';
            int from = end + 1;
            end = from;
            while (end < name.length() && (attribute ? name.charAt(end) != '.' && name.charAt(end) != '[' : name.charAt(end) != ']')) {
                end++;
            }
            String part = name.substring(from, end);
            if (part.isEmpty() || !attribute && end == name.length()) {
                throw Fault.value("Empty attribute in format string");
            }
            value = attribute ? Sandbox.attribute(value, part) : Sandbox.item(value, index(part));
            if (!attribute && ++end < name.length() && name.charAt(end) != '.' && name.charAt(end) != '[') {
                throw Fault.value("Only '.' or '[' may follow ']' in format field specifier");
            }
        }
        return value;
    }

    private static Object index(String part) {
        return part.chars().allMatch(c -> c >= '0' && c <= '9') ? Numbers.toWhole(part, 10) : part;
    }

    private Object first(String name) {
        boolean byHand = !name.isEmpty();
        boolean numbered = name.chars().allMatch(c -> c >= '0' && c <= '9');
        if (numbered && counted && byHand != next < 0) {
            throw Fault.value("cannot switch between manual field specification and automatic field numbering");
        }
        if (numbered) {
            counted = true;
            int place = byHand ? Numbers.index(Numbers.toWhole(name, 10)) : next++;
            next = byHand ? -1 : next;
            if (place >= positional.size()) {
                throw Fault.lookup("Replacement index %d out of range for positional args tuple", place);
            }
            return positional.get(place);
        }
        Object value = mapping != null ? mapped(mapping, name) : named.get(name);
        if (value == null) {
            throw Fault.lookup("'%s'", name);
        }
        return value;
    }

    private static Object mapped(Object mapping, String name) {
        if (mapping instanceof Thing thing) {
            return thing.item(name);
        }
        throw Fault.type("'%s' object is not subscriptable with names", Values.typeOf(mapping));
    }
}
