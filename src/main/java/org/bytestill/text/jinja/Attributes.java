package org.bytestill.text.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytestill.text.python.None;
import org.bytestill.text.python.Numbers;
import org.bytestill.text.python.PyList;
import org.bytestill.text.python.Sandbox;
import org.bytestill.text.python.TextCase;
import org.bytestill.text.python.Undefined;
import org.bytestill.text.python.Values;
import org.jspecify.annotations.Nullable;

/** Functions from a value to one of its attributes, which filters take by name: {@code attribute="address.city"}. */
final class Attributes {
    private Attributes() {}

    /**
     * @param attribute the name, with dots between parts, or an index; None or null for the value itself
     * @param otherwise what stands for an attribute that is undefined; None or null for nothing
     * @param lower     whether texts are compared without case
     */
    static UnaryOperator<Object> of(@Nullable Object attribute, @Nullable Object otherwise, boolean lower) {
        List<Object> parts = parts(attribute);
        return value -> {
            Object found = value;
            for (Object part : parts) {
                found = Sandbox.item(found, part);
                if (found instanceof Undefined && otherwise != null && !(otherwise instanceof None)) {
                    found = otherwise;
                }
            }
            return lower ? withoutCase(found) : found;
        };
    }

    /** The values of several attributes, with commas between their names, as a list. */
    static UnaryOperator<Object> several(@Nullable Object attribute, boolean lower) {
        String text = attribute == null ? null : Values.textOf(attribute);
        List<UnaryOperator<Object>> each = new ArrayList<>();
        for (Object name : text == null ? new Object[] {Filters.value(attribute)} : text.split(",", -1)) {
            each.add(of(name, null, lower));
        }
        return value -> new PyList(each.stream().map(one -> one.apply(value)).toList());
    }

    private static List<Object> parts(@Nullable Object attribute) {
        if (attribute == null || attribute instanceof None) {
            return List.of();
        }
        String text = Values.textOf(attribute);
        if (text == null) {
            return List.of(attribute);
        }
        List<Object> parts = new ArrayList<>();
        for (String part : text.split("\\.", -1)) {
            parts.add(!part.isEmpty() && part.chars().allMatch(Character::isDigit) ? Numbers.toWhole(part, 10) : part);
        }
        return parts;
    }

    static Object withoutCase(Object value) {
        String text = Values.textOf(value);
        return text == null ? value : TextCase.lower(text);
    }
}
