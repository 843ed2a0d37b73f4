package org.bytestill.text.jinja;

import java.util.HashMap;
import java.util.Map;
import org.bytestill.text.python.Arguments;
import org.bytestill.text.python.Arithmetic;
import org.bytestill.text.python.Comparison;
import org.bytestill.text.python.Fault;
import org.bytestill.text.python.Markup;
import org.bytestill.text.python.None;
import org.bytestill.text.python.Numbers;
import org.bytestill.text.python.Printed;
import org.bytestill.text.python.PyDict;
import org.bytestill.text.python.Sandbox;
import org.bytestill.text.python.Signature;
import org.bytestill.text.python.Thing;
import org.bytestill.text.python.Undefined;
import org.bytestill.text.python.Values;

/** The tests of jinja2 by name: {@code value is test}. */
final class Tests {
    private static final Map<String, Test> TESTS = new HashMap<>();
    private static final long SMALLEST_SHARED = -5;
    private static final long LARGEST_SHARED = 256;

    private interface Test {
        boolean of(Arguments arguments);
    }

    private interface OfValue {
        boolean of(Object value);
    }

    private interface OfTwo {
        boolean of(Object value, Object other);
    }

    static {
        put("defined", value -> !(value instanceof Undefined));
        put("undefined", value -> value instanceof Undefined);
        put("none", value -> value instanceof None);
        put("boolean", value -> value instanceof Boolean);
        put("true", value -> value.equals(true));
        put("false", value -> value.equals(false));
        put("integer", value -> Numbers.isWhole(value) && !(value instanceof Boolean));
        put("float", value -> value instanceof Double);
        put("number", Numbers::isNumber);
        put("string", value -> Values.textOf(value) != null);
        put("mapping", value -> value instanceof PyDict);
        put("sequence", value -> value instanceof String || value instanceof Thing thing && thing.isSized() && thing.hasItems());
        put("iterable", Values::isIterable);
        put("callable", value -> value instanceof Thing thing && thing.isCallable());
        put("escaped", value -> value instanceof Markup);
        put("lower", value -> asks(value, "islower"));
        put("upper", value -> asks(value, "isupper"));
        put("filter", value -> Filters.has(name(value), Dialect.CHAT));
        put("test", value -> has(name(value)));
        put("odd", value -> Comparison.same(Arithmetic.of("%", value, 2L), 1L));
        put("even", value -> Comparison.same(Arithmetic.of("%", value, 2L), 0L));
        put("divisibleby", "value num", (value, other) -> Comparison.same(Arithmetic.of("%", value, other), 0L));
        put("sameas", "value other", Tests::isSame);
        put("in", "value seq", (value, other) -> Values.contains(other, value));
        compare("==", "eq", "equalto");
        compare("!=", "ne");
        compare("<", "lt", "lessthan");
        compare("<=", "le");
        compare(">", "gt", "greaterthan");
        compare(">=", "ge");
    }

    private Tests() {}

    private static void put(String name, OfValue test) {
        Signature signature = new Signature(name, "value");
        TESTS.put(name, arguments -> test.of(Filters.value(signature.bind(arguments)[0])));
    }

    private static void put(String name, String parameters, OfTwo test) {
        Signature signature = new Signature(name, parameters);
        TESTS.put(name, arguments -> test.of(Filters.value(signature.bind(arguments)[0]), Filters.value(signature.bind(arguments)[1])));
    }

    private static void compare(String operator, String... names) {
        put(operator, "a b /", (value, other) -> Comparisons.holds(operator, value, other));
        for (String name : names) {
            TESTS.put(name, TESTS.get(operator));
        }
    }

    static boolean has(String name) {
        return TESTS.containsKey(name);
    }

    /** @param arguments the value, then the test's arguments */
    static boolean of(String name, Arguments arguments) {
        return TESTS.get(name).of(arguments);
    }

    private static boolean asks(Object value, String method) {
        return Values.truth(((Thing) Sandbox.attribute(Printed.str(value), method)).call(Arguments.of()));
    }

    private static String name(Object value) {
        Comparison.key(value);
        String name = Values.textOf(value);
        return name == null ? "" : name;
    }

    /** {@code value is other} of Python, where it does not depend on how Python stores values. */
    private static boolean isSame(Object value, Object other) {
        if (value instanceof Thing || value instanceof Boolean || other instanceof Thing || other instanceof Boolean) {
            return value.equals(other);
        }
        boolean shared = value instanceof Long number && number >= SMALLEST_SHARED && number <= LARGEST_SHARED;
        boolean sameType = value.getClass() == other.getClass();
        if (sameType && Comparison.same(value, other) && !shared) {
            throw Fault.unsupported("the test sameas of equal texts and large numbers is not supported; use ==");
        }
        return sameType && Comparison.same(value, other);
    }
}
