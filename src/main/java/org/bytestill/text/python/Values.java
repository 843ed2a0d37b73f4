package org.bytestill.text.python;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** What every value can be asked: its type, truth, length, elements. */
public final class Values {
    private Values() {}

    /** Python's name of the type. */
    public static String typeOf(Object value) {
        if (value instanceof Thing thing) {
            return thing.type();
        }
        return value instanceof String ? "str" : value instanceof Boolean ? "bool" : value instanceof Double ? "float" : "int";
    }

    public static boolean truth(Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        if (value instanceof String text) {
            return !text.isEmpty();
        }
        if (value instanceof Thing thing) {
            return thing.truth();
        }
        return value instanceof Double number ? number != 0 : Numbers.signum(value) != 0;
    }

    /** The text of a {@code str} or of markup; null of everything else. */
    public static @Nullable String textOf(Object value) {
        return value instanceof String text ? text : value instanceof Markup markup ? markup.text() : null;
    }

    /** Length as {@code len()} counts it: characters are Unicode code points. */
    public static int length(Object value) {
        String text = textOf(value);
        if (text != null) {
            Meter.count(text);
            return CodePoints.count(text);
        }
        if (value instanceof Thing thing) {
            return thing.length();
        }
        throw Fault.type("object of type '%s' has no len()", typeOf(value));
    }

    public static boolean isIterable(Object value) {
        return value instanceof String || value instanceof Thing thing && thing.isIterable();
    }

    public static Iterator<Object> iterate(Object value) {
        String text = textOf(value);
        if (text != null) {
            Meter.count(text.length());
            return CodePoints.iterate(text);
        }
        if (value instanceof Thing thing) {
            Iterator<Object> each = thing.iterator();
            Meter.count(thing.isSized() ? thing.length() : 1);
            return each;
        }
        throw Fault.type("'%s' object is not iterable", typeOf(value));
    }

    /** {@code value in container}. */
    public static boolean contains(Object container, Object value) {
        String text = textOf(container);
        if (text != null) {
            String part = textOf(value);
            if (part == null) {
                throw Fault.type("'in <string>' requires string as left operand, not %s", typeOf(value));
            }
            Meter.count(text);
            return text.contains(part);
        }
        if (container instanceof Thing thing) {
            return thing.contains(value);
        }
        throw Fault.type("argument of type '%s' is not iterable", typeOf(container));
    }

    /** A value of JSON: objects and arrays become maps and lists. */
    public static Object of(@Nullable JsonNode json) {
        if (json == null || json.isNull() || json.isMissingNode()) {
            return None.NONE;
        }
        if (json.isObject()) {
            PyDict dict = new PyDict();
            json.fields().forEachRemaining(field -> dict.put(field.getKey(), of(field.getValue())));
            return dict;
        }
        if (json.isArray()) {
            PyList list = new PyList();
            json.forEach(element -> list.add(of(element)));
            return list;
        }
        return scalar(json);
    }

    private static Object scalar(JsonNode json) {
        if (json.isIntegralNumber()) {
            BigInteger number = json.bigIntegerValue();
            return Numbers.whole(number);
        }
        return json.isNumber() ? (Object) json.doubleValue() : json.isBoolean() ? (Object) json.booleanValue() : json.asText();
    }
}
