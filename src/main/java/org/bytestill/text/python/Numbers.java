package org.bytestill.text.python;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Python's {@code int}, {@code float} and {@code bool}: which values are numbers, and conversions between them. */
public final class Numbers {
    private static final Pattern FLOAT = Pattern.compile("[+-]?(\\d+(_\\d+)*\\.?(\\d+(_\\d+)*)?|\\.\\d+(_\\d+)*)([eE][+-]?\\d+(_\\d+)*)?");
    private static final Pattern NOT_FINITE = Pattern.compile("([+-]?)(inf|infinity|nan)", Pattern.CASE_INSENSITIVE);
    private static final int MOST_DIGITS = 4300;

    private Numbers() {}

    /** Whether it is an {@code int}; a {@code bool} is one too. */
    public static boolean isWhole(Object value) {
        return value instanceof Long || value instanceof BigInteger || value instanceof Boolean;
    }

    public static boolean isNumber(Object value) {
        return value instanceof Double || isWhole(value);
    }

    /** The smallest form of a whole number: a Long if it fits. */
    public static Object whole(BigInteger number) {
        if (number.bitLength() > Sizes.MOST_BITS) {
            throw Fault.bound("a number of %d bits would be made; at most %d are allowed", number.bitLength(), Sizes.MOST_BITS);
        }
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
    }

    /** A whole number without a bound on its size. */
    static BigInteger big(Object whole) {
        return whole instanceof BigInteger number ? number
                : BigInteger.valueOf(whole instanceof Boolean truth ? truth ? 1 : 0 : (Long) whole);
    }

    /** A whole number as a long; what does not fit becomes the nearest. */
    public static long saturated(Object whole) {
        if (whole instanceof BigInteger number) {
            return number.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return whole instanceof Boolean truth ? truth ? 1 : 0 : (Long) whole;
    }

    /** An argument that has to be a whole number, as an int; what does not fit becomes the nearest. */
    public static int index(Object value) {
        if (!isWhole(value)) {
            throw Fault.type("'%s' object cannot be interpreted as an integer", Values.typeOf(value));
        }
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, saturated(value)));
    }

    static int signum(Object whole) {
        return big(whole).signum();
    }

    /** A number as a float. */
    public static double real(Object number) {
        if (number instanceof Double real) {
            return real;
        }
        double real = number instanceof Long whole ? (double) whole : big(number).doubleValue();
        if (Double.isInfinite(real)) {
            throw Fault.of(Fault.Kind.OVERFLOW, "int too large to convert to float");
        }
        return real;
    }

    /** {@code int(value)}; of a text in a base. */
    public static Object toWhole(Object value, int base) {
        String text = Values.textOf(value);
        if (text != null) {
            return whole(parse(text, base));
        }
        if (value instanceof Double real) {
            if (real.isNaN()) {
                throw Fault.value("cannot convert float NaN to integer");
            }
            if (real.isInfinite()) {
                throw Fault.of(Fault.Kind.OVERFLOW, "cannot convert float infinity to integer");
            }
            return whole(new BigDecimal(real).toBigInteger());
        }
        if (isWhole(value)) {
            return whole(big(value));
        }
        throw notANumber("int", value);
    }

    private static Fault notANumber(String type, Object value) {
        return value instanceof Undefined undefined ? undefined.fault()
                : Fault.type("%s() argument must be a string or a real number, not '%s'", type, Values.typeOf(value));
    }

    private static BigInteger parse(String text, int base) {
        String digits = asciiDigits(stripped(text)).toLowerCase(Locale.ROOT);
        boolean negative = digits.startsWith("-");
        digits = negative || digits.startsWith("+") ? digits.substring(1) : digits;
        int prefixed = digits.startsWith("0x") ? 16 : digits.startsWith("0o") ? 8 : digits.startsWith("0b") ? 2 : 0;
        boolean hasPrefix = prefixed != 0 && (base == 0 || base == prefixed);
        digits = hasPrefix ? digits.substring(2) : digits;
        if (hasPrefix && digits.startsWith("_")) {
            digits = digits.substring(1);
        }
        int radix = base == 0 ? hasPrefix ? prefixed : 10 : base;
        if (radix < 2 || radix > 36) {
            throw Fault.value("int() base must be >= 2 and <= 36, or 0");
        }
        boolean zeros = base == 0 && !hasPrefix && digits.length() > 1 && digits.startsWith("0")
                && !digits.replaceAll("[0_]", "").isEmpty();
        String plain = digits.replaceAll("(?<=[0-9a-z])_(?=[0-9a-z])", "");
        if (plain.isEmpty() || zeros || !plain.chars().allMatch(c -> c < 128 && Character.digit(c, radix) >= 0)) {
            throw Fault.value("invalid literal for int() with base %d: %s", base, Printed.repr(text));
        }
        if (plain.length() > MOST_DIGITS && Integer.bitCount(radix) != 1) {
            throw Fault.value("Exceeds the limit (%d digits) for integer string conversion", MOST_DIGITS);
        }
        BigInteger number = new BigInteger(plain, radix);
        return negative ? number.negate() : number;
    }

    /** {@code float(value)}. */
    public static double toReal(Object value) {
        String text = Values.textOf(value);
        if (text == null) {
            if (!isNumber(value)) {
                throw notANumber("float", value);
            }
            return real(value);
        }
        Double real = realOf(asciiDigits(stripped(text)));
        if (real == null) {
            throw Fault.value("could not convert string to float: %s", Printed.repr(text));
        }
        return real;
    }

    private static @Nullable Double realOf(String text) {
        if (FLOAT.matcher(text).matches()) {
            return Double.valueOf(text.replace("_", ""));
        }
        if (!NOT_FINITE.matcher(text).matches()) {
            return null;
        }
        double sign = text.startsWith("-") ? -1 : 1;
        return text.toLowerCase(Locale.ROOT).endsWith("nan") ? Double.NaN : sign * Double.POSITIVE_INFINITY;
    }

    private static String stripped(String text) {
        return TextSplits.strip(text, null, true, true);
    }

    /** Decimal digits of any script as ASCII. */
    private static String asciiDigits(String text) {
        StringBuilder ascii = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (point > 127 && Character.getType(point) == Character.DECIMAL_DIGIT_NUMBER) {
                ascii.append(Character.digit(point, 10));
            } else {
                ascii.appendCodePoint(point);
            }
        });
        return ascii.toString();
    }

    /** The digits of a whole number, as {@code str()} writes it. */
    static String digits(Object whole) {
        String digits = whole instanceof Boolean ? big(whole).toString() : whole.toString();
        if (digits.length() > MOST_DIGITS + 1 || digits.length() == MOST_DIGITS + 1 && !digits.startsWith("-")) {
            throw Fault.value("Exceeds the limit (%d digits) for integer string conversion", MOST_DIGITS);
        }
        return digits;
    }
}
