package org.bytestill.text.python;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code value.name} and {@code value[key]} as jinja2's immutable sandbox looks them up: names that begin with an underscore and methods
 * that change a value are hidden; what does not exist is undefined.
 */
public final class Sandbox {
    /** Names between double underscores that every Python object has. */
    private static final Set<String> COMMON = Set.of("__class__", "__delattr__", "__dir__", "__doc__", "__eq__", "__format__", "__ge__",
            "__getattribute__", "__getstate__", "__gt__", "__hash__", "__init__", "__init_subclass__", "__le__", "__lt__", "__ne__",
            "__new__", "__reduce__", "__reduce_ex__", "__repr__", "__setattr__", "__sizeof__", "__str__", "__subclasshook__");

    private Sandbox() {}

    /** {@code value.name}: an attribute first, else an item. */
    public static Object attribute(Object value, String name) {
        Object found = found(value, name);
        if (found != null) {
            return found;
        }
        try {
            return rawItem(value, name);
        } catch (Fault e) {
            return undefined(e, value, name);
        }
    }

    /** {@code value[key]}: an item first, else, if the key is a text, an attribute. */
    public static Object item(Object value, Object key) {
        try {
            return rawItem(value, key);
        } catch (Fault e) {
            String name = Values.textOf(key);
            Object found = name == null || !e.is(Fault.Kind.TYPE, Fault.Kind.LOOKUP) ? null : found(value, name);
            return found != null ? found : undefined(e, value, key);
        }
    }

    private static Object undefined(Fault fault, Object value, Object key) {
        if (!fault.is(Fault.Kind.TYPE, Fault.Kind.LOOKUP)) {
            throw fault;
        }
        return Undefined.of(value, key);
    }

    /** The attribute itself, without a look at items: null if there is none. */
    public static @Nullable Object found(Object value, String name) {
        if (COMMON.contains(name) || value instanceof Thing thing && thing.mutates(name)) {
            return Undefined.unsafe(value, name);
        }
        if (value instanceof Undefined undefined) {
            throw undefined.fault();
        }
        if (name.startsWith("_")) {
            return null;
        }
        return value instanceof String text ? TextMethods.of(text, name)
                : value instanceof Thing thing ? thing.attribute(name) : ofNumber(value, name);
    }

    private static @Nullable Object ofNumber(Object number, String name) {
        boolean real = number instanceof Double;
        return switch (name) {
            case "real" -> real ? number : Numbers.whole(Numbers.big(number));
            case "imag" -> real ? (Object) 0.0 : 0L;
            case "numerator" -> real ? null : Numbers.whole(Numbers.big(number));
            case "denominator" -> real ? null : 1L;
            case "bit_length" -> real ? null : Function.of(new Signature(name, ""), a -> (long) Numbers.big(number).abs().bitLength());
            case "is_integer" -> !real ? null
                    : Function.of(new Signature(name, ""),
                            a -> Double.isFinite((Double) number) && (Double) number == Math.rint((Double) number));
            case "conjugate", "as_integer_ratio", "fromhex", "hex", "bit_count", "from_bytes", "to_bytes" ->
                    Function.unsupported("the method " + name + " of numbers");
            default -> null;
        };
    }

    private static Object rawItem(Object value, Object key) {
        String text = value instanceof String plain ? plain : null;
        if (text != null) {
            return CodePoints.at(text, key);
        }
        if (value instanceof Thing thing) {
            return thing.item(key);
        }
        throw Fault.type("'%s' object is not subscriptable", Values.typeOf(value));
    }

    /** {@code value[start:stop:step]}. */
    public static Object slice(Object value, Slice slice) {
        if (value instanceof String text) {
            return CodePoints.slice(text, slice);
        }
        if (value instanceof Thing thing) {
            return thing.slice(slice);
        }
        throw Fault.type("'%s' object is not subscriptable", Values.typeOf(value));
    }
}
