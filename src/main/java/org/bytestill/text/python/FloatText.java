package org.bytestill.text.python;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Floats in decimal: the shortest text that reads back as the same number, and the forms e, f and g of C. */
final class FloatText {
    private static final int MOST_DIGITS = 17;
    /** Most digits behind the point that a format may ask for. */
    private static final int MOST_PRECISION = 1 << 16;

    private FloatText() {}

    /** As {@code repr()}: 0.1, 1e-07, 1e+22, -0.0, inf, nan. */
    static String repr(double number) {
        if (!Double.isFinite(number)) {
            return notFinite(number, false);
        }
        String sign = isNegative(number) ? "-" : "";
        if (number == 0) {
            return sign + "0.0";
        }
        BigDecimal shortest = shortest(Math.abs(number)).stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        String digits = shortest.unscaledValue().toString();
        if (exponent < -4 || exponent >= 16) {
            return sign + digits.charAt(0) + (digits.length() > 1 ? "." + digits.substring(1) : "") + exponent(exponent);
        }
        String plain = shortest.toPlainString();
        return sign + (plain.contains(".") ? plain : plain + ".0");
    }

    static boolean isNegative(double number) {
        return !Double.isNaN(number) && Math.copySign(1, number) < 0;
    }

    static String notFinite(double number, boolean upper) {
        String text = Double.isNaN(number) ? "nan" : number < 0 ? "-inf" : "inf";
        return upper ? text.toUpperCase(Locale.ROOT) : text;
    }

    private static String exponent(int exponent) {
        return String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    /** The decimal of fewest digits that is read as the number, and of those the nearest. */
    private static BigDecimal shortest(double number) {
        BigDecimal exact = new BigDecimal(number);
        for (int digits = 1; digits < MOST_DIGITS; digits++) {
            BigDecimal nearest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (nearest.doubleValue() == number) {
                return nearest;
            }
            // Below a power of two the numbers lie closer, so that the nearest decimal may be read as a neighbour and the other not.
            BigDecimal up = exact.round(new MathContext(digits, RoundingMode.UP));
            if (up.doubleValue() == number) {
                return up;
            }
        }
        return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN));
    }

    /**
     * A finite number that is not negative, in one of the forms of C.
     *
     * @param form        e, f or g
     * @param precision   digits behind the point; of g all digits
     * @param alternative whether the point, and of g the zeros, are always written
     */
    static String of(double number, char form, int precision, boolean alternative) {
        if (precision > MOST_PRECISION) {
            throw Fault.bound("a number with %d digits would be written; at most %d are allowed", precision, MOST_PRECISION);
        }
        BigDecimal exact = new BigDecimal(number);
        return switch (form) {
            case 'f' -> exact.setScale(precision, RoundingMode.HALF_EVEN).toPlainString() + (alternative && precision == 0 ? "." : "");
            case 'e' -> scientific(exact, precision, alternative);
            default -> general(exact, Math.max(1, precision), alternative, false);
        };
    }

    /** The form of {@code format(x, ".3")}: as g, but with a digit behind the point. */
    static String withPoint(double number, int precision) {
        return general(new BigDecimal(number), Math.max(1, precision), false, true);
    }

    private static String scientific(BigDecimal exact, int precision, boolean alternative) {
        BigDecimal rounded = exact.round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
        int exponent = rounded.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        String digits = rounded.movePointLeft(exponent).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
        return digits + (alternative && precision == 0 ? "." : "") + exponent(exponent);
    }

    private static String general(BigDecimal exact, int precision, boolean alternative, boolean withPoint) {
        BigDecimal rounded = exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
        int exponent = rounded.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        // Where a digit behind the point is added, the last place is taken by it.
        if (exponent < -4 || exponent >= precision - (withPoint ? 1 : 0)) {
            String text = scientific(exact, precision - 1, alternative);
            int e = text.indexOf('e');
            return (alternative ? text.substring(0, e) : withoutZeros(text.substring(0, e))) + text.substring(e);
        }
        String text = rounded.setScale(precision - 1 - exponent, RoundingMode.HALF_EVEN).toPlainString();
        String plain = alternative ? text.contains(".") ? text : text + "." : withoutZeros(text);
        return withPoint && !plain.contains(".") ? plain + ".0" : plain;
    }

    private static String withoutZeros(String text) {
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }
}
