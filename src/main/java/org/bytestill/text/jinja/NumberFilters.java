package org.bytestill.text.jinja;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Iterator;
import org.bytestill.text.python.Arguments;
import org.bytestill.text.python.Arithmetic;
import org.bytestill.text.python.Comparison;
import org.bytestill.text.python.Fault;
import org.bytestill.text.python.Numbers;
import org.bytestill.text.python.Printed;
import org.bytestill.text.python.PyDict;
import org.bytestill.text.python.PyTuple;
import org.bytestill.text.python.Undefined;
import org.bytestill.text.python.Values;
import org.jspecify.annotations.Nullable;

/** Filters that give numbers, and {@code format}. */
final class NumberFilters {
    /** Digits behind the point beyond which rounding changes no float. */
    private static final int MOST_DIGITS = 400;

    private NumberFilters() {}

    static void register(Filters.Table table) {
        table.put("abs", "x /", a -> absolute(Filters.value(a[0])));
        table.put("int", "value default? base?",
                a -> whole(Filters.value(a[0]), a[1] == null ? 0L : a[1], a[2] == null ? 10L : a[2]));
        table.put("float", "value default?", a -> real(Filters.value(a[0]), a[1] == null ? 0.0 : a[1]));
        table.put("round", "value precision? method?",
                a -> round(Filters.value(a[0]), a[1] == null ? 0L : a[1], a[2] == null ? "common" : Printed.str(a[2])));
    }

    /** {@code value | format(arguments)}: the operator {@code %}. */
    static Object format(Object value, Arguments arguments) {
        if (!arguments.named().isEmpty() && arguments.positional().size() > 1) {
            throw Fault.value("can't handle positional and keyword arguments at the same time");
        }
        PyDict named = new PyDict();
        arguments.named().forEach(named::put);
        Object values = named.truth() ? named : new PyTuple(arguments.positional().subList(1, arguments.positional().size()));
        return Arithmetic.of("%", Values.textOf(value) == null ? Printed.str(value) : value, values);
    }

    private static Object absolute(Object value) {
        if (value instanceof Double number) {
            return Math.abs(number);
        }
        if (!Numbers.isWhole(value)) {
            throw value instanceof Undefined undefined ? undefined.fault()
                    : Fault.type("bad operand type for abs(): '%s'", Values.typeOf(value));
        }
        return Comparison.ordered("<", value, 0L) ? Arithmetic.signed("-", value) : Arithmetic.signed("+", value);
    }

    private static Object whole(Object value, Object otherwise, Object base) {
        try {
            return Numbers.toWhole(value, Values.textOf(value) == null ? 10 : Numbers.index(base));
        } catch (Fault e) {
            if (!e.is(Fault.Kind.TYPE, Fault.Kind.VALUE)) {
                throw e;
            }
        }
        try {
            // "42.23" is no whole number, but its float has a whole part.
            return Numbers.toWhole(Numbers.toReal(value), 10);
        } catch (Fault e) {
            if (!e.is(Fault.Kind.TYPE, Fault.Kind.VALUE, Fault.Kind.OVERFLOW)) {
                throw e;
            }
            return otherwise;
        }
    }

    private static Object real(Object value, Object otherwise) {
        try {
            return Numbers.toReal(value);
        } catch (Fault e) {
            if (!e.is(Fault.Kind.TYPE, Fault.Kind.VALUE)) {
                throw e;
            }
            return otherwise;
        }
    }

    private static Object round(Object value, Object precision, String method) {
        if (!method.equals("common") && !method.equals("ceil") && !method.equals("floor")) {
            throw Fault.value("method must be common, ceil or floor");
        }
        if (!Numbers.isNumber(value)) {
            throw value instanceof Undefined undefined ? undefined.fault()
                    : Fault.type("type %s doesn't define __round__ method", Values.typeOf(value));
        }
        int digits = Math.max(-MOST_DIGITS, Math.min(MOST_DIGITS, Numbers.index(precision)));
        return method.equals("common") ? nearest(value, digits) : toOneSide(value, digits, method);
    }

    private static Object nearest(Object value, int digits) {
        if (Numbers.isWhole(value)) {
            BigDecimal number = new BigDecimal(Printed.str(Arithmetic.signed("+", value)));
            return digits >= 0 ? Arithmetic.signed("+", value)
                    : Numbers.whole(number.setScale(digits, RoundingMode.HALF_EVEN).toBigInteger());
        }
        double number = (Double) value;
        if (!Double.isFinite(number)) {
            return number;
        }
        double rounded = new BigDecimal(number).setScale(digits, RoundingMode.HALF_EVEN).doubleValue();
        if (Double.isInfinite(rounded)) {
            throw Fault.of(Fault.Kind.OVERFLOW, "rounded value too large to represent");
        }
        return Math.copySign(rounded, number);
    }

    private static Object toOneSide(Object value, int digits, String method) {
        Object factor = Arithmetic.of("**", 10L, (long) digits);
        Object scaled = Arithmetic.of("*", value, factor);
        if (scaled instanceof Double number) {
            if (!Double.isFinite(number)) {
                throw Fault.of(Fault.Kind.OVERFLOW, "cannot convert float %s to integer", Printed.str(number));
            }
            BigInteger whole = new BigDecimal(number).setScale(0, method.equals("ceil") ? RoundingMode.CEILING : RoundingMode.FLOOR)
                    .toBigInteger();
            scaled = Numbers.whole(whole);
        }
        return Arithmetic.of("/", scaled, factor);
    }

    static Object sum(Iterator<Object> each, @Nullable Object start) {
        if (start != null && Values.textOf(start) != null) {
            throw Fault.type("sum() can't sum strings [use ''.join(seq) instead]");
        }
        Object sum = start == null ? 0L : start;
        while (each.hasNext()) {
            sum = Arithmetic.of("+", sum, each.next());
        }
        return sum;
    }
}
