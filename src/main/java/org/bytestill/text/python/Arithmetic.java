package org.bytestill.text.python;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operators {@code + - * / // % **} on numbers, texts and lists. */
public final class Arithmetic {
    private static final MathContext DIVISION = new MathContext(60);

    private Arithmetic() {}

    /** {@code a operator b}. */
    public static Object of(String operator, Object a, Object b) {
        if (Numbers.isNumber(a) && Numbers.isNumber(b)) {
            return Numbers.isWhole(a) && Numbers.isWhole(b) ? whole(operator, a, b)
                    : real(operator, Numbers.real(a), Numbers.real(b));
        }
        Object result = switch (operator) {
            case "+" -> added(a, b);
            case "*" -> Numbers.isWhole(b) ? repeated(a, b) : Numbers.isWhole(a) ? repeated(b, a) : null;
            case "%" -> Values.textOf(a) == null ? null : PercentFormat.of(a, b);
            default -> null;
        };
        if (result != null) {
            return result;
        }
        if (a instanceof Undefined || b instanceof Undefined) {
            throw (a instanceof Undefined undefined ? undefined : (Undefined) b).fault();
        }
        if (operator.equals("-") && a instanceof DictView) {
            throw Fault.unsupported("a difference of sets is taken, which is not supported");
        }
        throw Fault.type("unsupported operand type(s) for %s: '%s' and '%s'", operator, Values.typeOf(a), Values.typeOf(b));
    }

    private static @Nullable Object added(Object a, Object b) {
        if (a instanceof Markup || b instanceof Markup) {
            return Values.textOf(a) == null || Values.textOf(b) == null ? null
                    : new Markup(Markup.escape(a).text().concat(Markup.escape(b).text()));
        }
        if (a instanceof String x && b instanceof String y) {
            Sizes.checked((long) x.length() + y.length());
            return x.concat(y);
        }
        if (a instanceof PyList x && b instanceof PyList y) {
            return new PyList(joined(x.elements(), y.elements()));
        }
        return a instanceof PyTuple x && b instanceof PyTuple y ? new PyTuple(joined(x.elements(), y.elements())) : null;
    }

    private static List<Object> joined(List<Object> a, List<Object> b) {
        List<Object> all = new ArrayList<>(Sizes.elements((long) a.size() + b.size()));
        all.addAll(a);
        all.addAll(b);
        return all;
    }

    private static @Nullable Object repeated(Object sequence, Object times) {
        if (times instanceof BigInteger) {
            throw new Fault(Fault.Kind.OVERFLOW, "cannot fit 'int' into an index-sized integer");
        }
        long count = Math.max(0, Numbers.saturated(times));
        String text = Values.textOf(sequence);
        if (text != null) {
            String all = text.isEmpty() ? "" : text.repeat(times(text.length(), count));
            return sequence instanceof Markup ? new Markup(all) : (Object) all;
        }
        if (sequence instanceof PyList list) {
            return new PyList(repeated(list.elements(), count));
        }
        return sequence instanceof PyTuple tuple ? new PyTuple(repeated(tuple.elements(), count)) : null;
    }

    private static List<Object> repeated(List<Object> elements, long count) {
        List<Object> all = new ArrayList<>();
        if (!elements.isEmpty()) {
            Sizes.elements(count);
            Sizes.elements(count * elements.size());
        }
        for (long i = elements.isEmpty() ? 0 : count; i > 0; i--) {
            all.addAll(elements);
        }
        return all;
    }

    private static int times(int size, long count) {
        Sizes.checked(count);
        Sizes.checked(size * count);
        return (int) count;
    }

    private static Object whole(String operator, Object left, Object right) {
        Object small = left instanceof Long a && right instanceof Long b ? small(operator, a, b) : null;
        if (small != null) {
            return small;
        }
        BigInteger a = Numbers.big(left);
        BigInteger b = Numbers.big(right);
        return switch (operator) {
            case "+" -> Numbers.whole(a.add(b));
            case "-" -> Numbers.whole(a.subtract(b));
            case "*" -> Numbers.whole(a.multiply(b));
            case "/" -> divided(a, nonZero(b, "division by zero"));
            case "//" -> Numbers.whole(floorDivided(a, nonZero(b, "integer division or modulo by zero")));
            case "%" -> Numbers.whole(a.subtract(floorDivided(a, nonZero(b, "integer modulo by zero")).multiply(b)));
            default -> power(a, b);
        };
    }

    /** Null if the result needs more bits, or the operator more care. */
    private static @Nullable Long small(String operator, long a, long b) {
        try {
            return switch (operator) {
                case "+" -> Math.addExact(a, b);
                case "-" -> Math.subtractExact(a, b);
                case "*" -> Math.multiplyExact(a, b);
                case "//" -> b == 0 || b == -1 ? null : (Long) Math.floorDiv(a, b);
                case "%" -> b == 0 ? null : (Long) Math.floorMod(a, b);
                default -> null;
            };
        } catch (ArithmeticException e) {
            return null;
        }
    }

    private static BigInteger nonZero(BigInteger number, String message) {
        if (number.signum() == 0) {
            throw new Fault(Fault.Kind.ARITHMETIC, message);
        }
        return number;
    }

    private static double divided(BigInteger a, BigInteger b) {
        double result = a.bitLength() <= 53 && b.bitLength() <= 53 ? a.doubleValue() / b.doubleValue()
                : new BigDecimal(a).divide(new BigDecimal(b), DIVISION).doubleValue();
        if (Double.isInfinite(result)) {
            throw new Fault(Fault.Kind.OVERFLOW, "integer division result too large for a float");
        }
        return result;
    }

    private static BigInteger floorDivided(BigInteger a, BigInteger b) {
        BigInteger[] parts = a.divideAndRemainder(b);
        return parts[1].signum() != 0 && parts[1].signum() != b.signum() ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    private static Object power(BigInteger base, BigInteger exponent) {
        if (exponent.signum() < 0) {
            return real("**", Numbers.real(Numbers.whole(base)), Numbers.real(Numbers.whole(exponent)));
        }
        if (base.abs().compareTo(BigInteger.ONE) <= 0) {
            return Numbers
                    .whole(base.signum() < 0 && !exponent.testBit(0) ? BigInteger.ONE : exponent.signum() == 0 ? BigInteger.ONE : base);
        }
        if (exponent.bitLength() > 31 || (base.bitLength() - 1L) * exponent.longValue() > Sizes.MOST_BITS) {
            throw Fault.bound("a power of more than %d bits would be made", Sizes.MOST_BITS);
        }
        return Numbers.whole(base.pow(exponent.intValue()));
    }

    private static Object real(String operator, double a, double b) {
        return switch (operator) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            case "/" -> a / nonZero(b, "float division by zero");
            case "//" -> floorDivided(a, nonZero(b, "float floor division by zero"));
            case "%" -> modulo(a, nonZero(b, "float modulo"));
            default -> power(a, b);
        };
    }

    private static double nonZero(double number, String message) {
        if (number == 0) {
            throw new Fault(Fault.Kind.ARITHMETIC, message);
        }
        return number;
    }

    /** The remainder with the sign of the divisor. */
    private static double modulo(double a, double b) {
        double remainder = a % b;
        return remainder == 0 ? Math.copySign(0, b) : b < 0 != remainder < 0 ? remainder + b : remainder;
    }

    private static double floorDivided(double a, double b) {
        double remainder = a % b;
        double quotient = (a - remainder) / b;
        if (remainder != 0 && b < 0 != remainder < 0) {
            quotient -= 1;
        }
        if (quotient == 0) {
            return Math.copySign(0, a / b);
        }
        double floor = Math.floor(quotient);
        return quotient - floor > 0.5 ? floor + 1 : floor;
    }

    private static double power(double a, double b) {
        if (a == 0 && b < 0) {
            throw new Fault(Fault.Kind.ARITHMETIC, "0.0 cannot be raised to a negative power");
        }
        if (a < 0 && Double.isFinite(a) && Double.isFinite(b) && b != Math.rint(b)) {
            throw Fault.unsupported("a root of a negative number is taken, which gives a complex number");
        }
        if (a == 1) {
            return 1;
        }
        double result = a == -1 && Double.isInfinite(b) ? 1 : Math.pow(a, b);
        if (Double.isInfinite(result) && Double.isFinite(a) && Double.isFinite(b)) {
            throw new Fault(Fault.Kind.OVERFLOW, "(34, 'Numerical result out of range')");
        }
        return result;
    }

    /** {@code -value} or {@code +value}. */
    public static Object signed(String operator, Object value) {
        if (value instanceof Undefined undefined) {
            throw undefined.fault();
        }
        if (!Numbers.isNumber(value)) {
            throw Fault.type("bad operand type for unary %s: '%s'", operator, Values.typeOf(value));
        }
        boolean negative = operator.equals("-");
        return value instanceof Double real ? (Object) (negative ? -real : real)
                : Numbers.whole(negative ? Numbers.big(value).negate() : Numbers.big(value));
    }
}
