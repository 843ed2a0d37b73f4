package org.bytestill.text.python;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Python's format specification, such as {@code >8.2f}, applied to a value. */
final class FormatSpec {
    private static final Pattern SPEC = Pattern.compile(
            "(?:(?<fill>.)?(?<align>[<>=^]))?(?<sign>[-+ ])?(?<zero>z)?(?<alternative>#)?(?<pad>0)?(?<width>\\d+)?(?<group>[,_])?"
                    + "(?:\\.(?<precision>\\d+))?(?<type>[a-zA-Z%])?",
            Pattern.DOTALL);

    private final Object value;
    private final Matcher spec;
    private final String type;

    private FormatSpec(Object value, String spec) {
        this.value = value;
        this.spec = SPEC.matcher(spec);
        if (!this.spec.matches()) {
            throw Fault.value("Invalid format specifier '%s' for object of type '%s'", spec, Values.typeOf(value));
        }
        this.type = part("type", "");
    }

    /** {@code format(value, spec)}. */
    static String format(Object value, String spec) {
        if (spec.isEmpty()) {
            return Printed.str(value);
        }
        if (value instanceof Thing) {
            throw value instanceof Markup ? Fault.unsupported("text escaped for HTML is formatted, which is not supported")
                    : Fault.type("unsupported format string passed to %s.__format__", Values.typeOf(value));
        }
        return new FormatSpec(value, spec).text();
    }

    private String part(String name, String otherwise) {
        String part = spec.group(name);
        return part == null ? otherwise : part;
    }

    private boolean has(String name) {
        return spec.group(name) != null;
    }

    private int number(String name, int otherwise) {
        return has(name) ? Sizes.checked(Numbers.saturated(Numbers.toWhole(spec.group(name), 10))) : otherwise;
    }

    private String text() {
        if (value instanceof String text) {
            return ofText(text);
        }
        boolean real = value instanceof Double || !type.isEmpty() && "eEfFgG%".contains(type);
        return real ? ofReal(Numbers.real(value)) : ofWhole();
    }

    private Fault unknown() {
        return Fault.value("Unknown format code '%s' for object of type '%s'", type, Values.typeOf(value));
    }

    private String ofText(String text) {
        if (!type.isEmpty() && !type.equals("s")) {
            throw unknown();
        }
        if (has("sign") || has("alternative") || has("group") || has("zero") || part("align", "").equals("=")) {
            throw Fault.value("Sign, '=', '#', ',' and 'z' are not allowed in a format of text");
        }
        return padded("", has("precision") ? CodePoints.first(text, number("precision", 0)) : text, "<");
    }

    private String ofWhole() {
        BigInteger number = Numbers.big(value);
        if (has("precision") || has("zero")) {
            throw Fault.value("Precision not allowed in integer format specifier");
        }
        String digits = switch (type) {
            case "", "d", "n" -> Numbers.digits(Numbers.whole(number.abs()));
            case "b" -> number.abs().toString(2);
            case "o" -> number.abs().toString(8);
            case "x" -> number.abs().toString(16);
            case "X" -> number.abs().toString(16).toUpperCase(Locale.ROOT);
            case "c" -> character(number);
            default -> throw unknown();
        };
        if (type.equals("c")) {
            return padded("", digits, "<");
        }
        boolean prefixed = has("alternative") && "boxX".contains(type) && !type.isEmpty();
        boolean decimal = type.isEmpty() || type.equals("d");
        if (part("group", "").equals(",") && !decimal || has("group") && type.equals("n")) {
            throw Fault.value("Cannot specify '%s' with '%s'.", part("group", ""), type);
        }
        return signed(number.signum() < 0, prefixed ? "0" + type : "", digits, "", decimal ? 3 : 4);
    }

    private String character(BigInteger number) {
        if (has("sign") || has("alternative") || has("group")) {
            throw Fault.value("Sign not allowed with integer format specifier 'c'");
        }
        if (number.signum() < 0 || number.bitLength() > 21 || number.intValue() > Character.MAX_CODE_POINT) {
            throw new Fault(Fault.Kind.OVERFLOW, "%c arg not in range(0x110000)");
        }
        return Character.toString(number.intValue());
    }

    private String ofReal(double number) {
        boolean percent = type.equals("%");
        boolean upper = !type.isEmpty() && Character.isUpperCase(type.charAt(0));
        double size = Math.abs(percent ? number * 100 : number);
        if (!type.isEmpty() && !"eEfFgGn%".contains(type)) {
            throw unknown();
        }
        if (!Double.isFinite(size)) {
            return signed(number < 0, "", FloatText.notFinite(size, upper), percent ? "%" : "", 0);
        }
        char form = percent ? 'f' : type.isEmpty() || type.equals("n") ? 'g' : Character.toLowerCase(type.charAt(0));
        String digits = type.isEmpty() ? withoutType(size) : FloatText.of(size, form, number("precision", 6), has("alternative"));
        boolean negative = FloatText.isNegative(number) && !(has("zero") && digits.matches("[0.]+(e[+-]0+)?"));
        return signed(negative, "", upper ? digits.toUpperCase(Locale.ROOT) : digits, percent ? "%" : "", 3);
    }

    private String withoutType(double size) {
        if (has("alternative")) {
            throw Fault.unsupported("the format '#' of a float without a type is not supported");
        }
        return has("precision") ? FloatText.withPoint(size, number("precision", 0)) : FloatText.repr(size);
    }

    /** Sign, prefix and digits, grouped and filled up. */
    private String signed(boolean negative, String prefix, String digits, String suffix, int groupSize) {
        String mode = part("sign", "-");
        String sign = (negative ? "-" : mode.equals("-") ? "" : mode) + prefix;
        String grouped = has("group") && groupSize > 0 ? grouped(sign, digits, groupSize, suffix.length()) : digits;
        return padded(sign, grouped + suffix, ">");
    }

    private String grouped(String sign, String digits, int size, int suffix) {
        int end = 0;
        while (end < digits.length() && Character.digit(digits.charAt(end), 16) >= 0 && !(size == 3 && digits.charAt(end) == 'e')) {
            end++;
        }
        String whole = digits.substring(0, end);
        int rest = digits.length() - end + suffix + sign.length();
        boolean zeros = has("pad") && !has("align") || part("align", "").equals("=") && part("fill", "").equals("0");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < whole.length() || zeros && text.length() + rest < number("width", 0); i++) {
            text.insert(0, i > 0 && i % size == 0 ? part("group", ",") : "");
            text.insert(0, i < whole.length() ? whole.charAt(whole.length() - 1 - i) : '0');
        }
        return text + digits.substring(end);
    }

    private String padded(String sign, String text, String align) {
        boolean zeros = has("pad") && !has("align");
        String where = part("align", zeros && !align.equals("<") ? "=" : align);
        String fill = part("fill", has("pad") ? "0" : " ");
        int missing = Math.max(0, number("width", 0) - CodePoints.count(sign) - CodePoints.count(text));
        return switch (where) {
            case "<" -> sign + text + fill.repeat(missing);
            case ">" -> fill.repeat(missing) + sign + text;
            case "=" -> sign + fill.repeat(missing) + text;
            default -> fill.repeat(missing / 2) + sign + text + fill.repeat(missing - missing / 2);
        };
    }
}
