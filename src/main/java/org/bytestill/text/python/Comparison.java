package org.bytestill.text.python;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Equality, order and keys of values. */
public final class Comparison {
    private Comparison() {}

    /** {@code a == b}. */
    public static boolean same(Object a, Object b) {
        if (b instanceof Undefined undefined) {
            return undefined.equalTo(a);
        }
        if (a == b) {
            return !(a instanceof Double number && number.isNaN());
        }
        if (Numbers.isNumber(a) && Numbers.isNumber(b)) {
            return isNaN(a) || isNaN(b) ? false : compareNumbers(a, b) == 0;
        }
        String text = Values.textOf(a);
        if (text != null) {
            Meter.count(text);
            return text.equals(Values.textOf(b));
        }
        return a instanceof Thing thing ? thing.equalTo(b) : false;
    }

    static boolean same(List<Object> a, List<Object> b) {
        if (a.size() != b.size()) {
            return false;
        }
        Meter.count(a.size());
        for (int i = 0; i < a.size(); i++) {
            // Elements of lists are compared by identity first, also those that are not equal to themselves.
            if (a.get(i) != b.get(i) && !same(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNaN(Object number) {
        return number instanceof Double real && real.isNaN();
    }

    private static int compareNumbers(Object a, Object b) {
        if (a instanceof Long x && b instanceof Long y) {
            return Long.compare(x, y);
        }
        if (a instanceof Double x && b instanceof Double y) {
            return x < y ? -1 : x > y ? 1 : 0;
        }
        boolean infinite = a instanceof Double x && x.isInfinite() || b instanceof Double y && y.isInfinite();
        return infinite ? Double.compare(infinity(a), infinity(b)) : decimal(a).compareTo(decimal(b));
    }

    /** The sign of an infinity, or 0. */
    private static double infinity(Object number) {
        return number instanceof Double real && real.isInfinite() ? real : 0;
    }

    private static BigDecimal decimal(Object number) {
        return number instanceof Double real ? new BigDecimal(real) : new BigDecimal(Numbers.big(number));
    }

    /**
     * {@code a < b} and the like.
     *
     * @param operator one of {@code < <= > >=}
     */
    public static boolean ordered(String operator, Object a, Object b) {
        Meter.count(1);
        if (Numbers.isNumber(a) && Numbers.isNumber(b)) {
            return !isNaN(a) && !isNaN(b) && holds(operator, compareNumbers(a, b));
        }
        String text = Values.textOf(a);
        String other = Values.textOf(b);
        if (text != null && other != null) {
            Meter.count(text);
            return holds(operator, CodePoints.compare(text, other));
        }
        if (a instanceof PyList x && b instanceof PyList y) {
            return ordered(operator, x.elements(), y.elements());
        }
        if (a instanceof PyTuple x && b instanceof PyTuple y) {
            return ordered(operator, x.elements(), y.elements());
        }
        if (a instanceof Undefined || b instanceof Undefined) {
            throw (a instanceof Undefined undefined ? undefined : (Undefined) b).fault();
        }
        if (a instanceof DictView && b instanceof DictView) {
            throw Fault.unsupported("views of dicts are compared, which is not supported; compare lists of them");
        }
        throw Fault.type("'%s' not supported between instances of '%s' and '%s'", operator, Values.typeOf(a), Values.typeOf(b));
    }

    private static boolean ordered(String operator, List<Object> a, List<Object> b) {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            if (a.get(i) != b.get(i) && !same(a.get(i), b.get(i))) {
                return ordered(operator, a.get(i), b.get(i));
            }
        }
        return holds(operator, Integer.compare(a.size(), b.size()));
    }

    private static boolean holds(String operator, int order) {
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    /** What stands for the value in a Java map: equal values have equal keys. */
    public static Object key(Object value) {
        if (value instanceof Thing thing) {
            return thing.key();
        }
        if (value instanceof Boolean truth) {
            return truth ? 1L : 0L;
        }
        if (value instanceof Double real && !real.isInfinite() && !real.isNaN() && real == Math.rint(real)) {
            BigInteger whole = new BigDecimal(real).toBigInteger();
            return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole;
        }
        return value;
    }

    /** Sorts stably by {@code <} of the keys, as {@code sorted}; keys and values are parallel. */
    static List<Object> sorted(List<Object> values, List<Object> keys, boolean reverse) {
        Integer[] order = new Integer[values.size()];
        for (int i = 0; i < order.length; i++) {
            // Python reverses before and after, so that equal elements keep their order.
            order[i] = reverse ? order.length - 1 - i : i;
        }
        merge(order, new Integer[order.length], 0, order.length, keys);
        List<Object> sorted = new ArrayList<>(order.length);
        for (int i = 0; i < order.length; i++) {
            sorted.add(values.get(order[reverse ? order.length - 1 - i : i]));
        }
        return sorted;
    }

    /** A merge sort of our own: Java's refuses orders that are none, such as that of not-a-numbers. */
    private static void merge(Integer[] order, Integer[] room, int from, int to, List<Object> keys) {
        if (to - from < 2) {
            return;
        }
        int middle = (from + to) >>> 1;
        merge(order, room, from, middle, keys);
        merge(order, room, middle, to, keys);
        System.arraycopy(order, from, room, from, to - from);
        int left = from;
        int right = middle;
        for (int i = from; i < to; i++) {
            boolean takeRight = left == middle || right < to && ordered("<", keys.get(room[right]), keys.get(room[left]));
            order[i] = room[takeRight ? right++ : left++];
        }
    }

    /** Sorts stably, as {@code sorted(values, key=..., reverse=...)}. */
    public static PyList sorted(List<Object> values, UnaryOperator<Object> key, boolean reverse) {
        return new PyList(sorted(values, values.stream().map(key).toList(), reverse));
    }
}
