package org.bytestill.text.python;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code text % values}: texts with conversions as those of C. */
final class PercentFormat {
    private static final Pattern CONVERSION = Pattern
            .compile(
                    "%(?:\\((?<key>(?:[^()]|\\([^()]*\\))*)\\))?(?<flags>[-+ #0]*)(?<width>\\*|\\d+)?(?:\\.(?<precision>\\*|\\d*))?[hlL]?(?<type>.)?",
                    Pattern.DOTALL);

    private final Object values;
    private final List<Object> each;
    private int next;

    private PercentFormat(Object values) {
        this.values = values;
        this.each = values instanceof PyTuple tuple ? tuple.elements() : List.of(values);
    }

    static Object of(Object text, Object values) {
        if (text instanceof Markup) {
            throw Fault.unsupported("text escaped for HTML is formatted, which is not supported");
        }
        return new PercentFormat(values).filled((String) text);
    }

    private String filled(String text) {
        StringBuilder result = new StringBuilder();
        int from = 0;
        Matcher conversion = CONVERSION.matcher(text);
        while (conversion.find(from)) {
            result.append(text, from, conversion.start()).append(converted(conversion));
            from = conversion.end();
            Sizes.checked(result.length());
            if (from > text.length()) {
                break;
            }
        }
        result.append(text.substring(from));
        boolean mapping = !(values instanceof PyTuple) && values instanceof Thing thing && thing.hasItems() && !(thing instanceof Markup);
        if (next < each.size() && !mapping) {
            throw Fault.type("not all arguments converted during string formatting");
        }
        return result.toString();
    }

    private String converted(Matcher conversion) {
        String type = conversion.group("type");
        if (type == null) {
            throw Fault.value("incomplete format");
        }
        String key = conversion.group("key");
        String flags = conversion.group("flags");
        int width = size(conversion.group("width"), 0);
        boolean left = flags.contains("-") || width < 0;
        int precision = conversion.group("precision") == null ? -1 : Math.max(0, size(conversion.group("precision"), 0));
        if (type.equals("%") && key == null) {
            return "%";
        }
        Object value = key == null ? taken() : keyed(key);
        if (type.equals("%")) {
            return "%";
        }
        boolean numeric = "diuoxXeEfFgG".contains(type);
        String text = numeric ? number(value, type, flags, precision) : other(value, type, precision);
        return padded(text, Math.abs(width), left, numeric && flags.contains("0") && !left);
    }

    private int size(@Nullable String given, int otherwise) {
        if (given == null || given.isEmpty()) {
            return otherwise;
        }
        if (!given.equals("*")) {
            return Sizes.checked(Numbers.saturated(Numbers.toWhole(given, 10)));
        }
        Object value = taken();
        if (!Numbers.isWhole(value)) {
            throw Fault.type("* wants int");
        }
        long size = Numbers.saturated(value);
        Sizes.checked(size == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(size));
        return (int) size;
    }

    private Object taken() {
        if (next >= each.size()) {
            throw Fault.type("not enough arguments for format string");
        }
        return each.get(next++);
    }

    private Object keyed(String key) {
        if (!(values instanceof Thing thing) || !thing.hasItems() || values instanceof PyTuple || values instanceof Markup) {
            throw Fault.type("format requires a mapping");
        }
        next = each.size();
        return thing.item(key);
    }

    private static String other(Object value, String type, int precision) {
        String text = switch (type) {
            case "s" -> Printed.str(value);
            case "r" -> Printed.repr(value);
            case "a" -> Printed.ascii(value);
            case "c" -> character(value);
            default -> throw Fault.value("unsupported format character '%s' (0x%x)", type, type.codePointAt(0));
        };
        return precision < 0 || type.equals("c") ? text : CodePoints.first(text, precision);
    }

    private static String character(Object value) {
        String text = Values.textOf(value);
        if (text != null && CodePoints.count(text) == 1) {
            return text;
        }
        if (!Numbers.isWhole(value)) {
            throw Fault.type("%c requires int or char");
        }
        return FormatSpec.format(Numbers.whole(Numbers.big(value)), "c");
    }

    private static String number(Object value, String type, String flags, int precision) {
        if (!Numbers.isNumber(value)) {
            throw value instanceof Undefined undefined && !type.matches("[oxX]") ? undefined.fault()
                    : Fault.type("%%%s format: a real number is required, not %s", type, Values.typeOf(value));
        }
        boolean real = "eEfFgG".contains(type);
        if (!real && value instanceof Double && "oxX".contains(type)) {
            throw Fault.type("%%%s format: an integer is required, not float", type);
        }
        boolean negative = real ? FloatText.isNegative(Numbers.real(value)) : Numbers.big(Numbers.toWhole(value, 10)).signum() < 0;
        String sign = negative ? "-" : flags.contains("+") ? "+" : flags.contains(" ") ? " " : "";
        String digits = real ? real(Math.abs(Numbers.real(value)), type, precision, flags.contains("#"))
                : whole(Numbers.big(Numbers.toWhole(value, 10)).abs(), type, precision, flags.contains("#"));
        return sign + digits;
    }

    private static String real(double size, String type, int precision, boolean alternative) {
        boolean upper = Character.isUpperCase(type.charAt(0));
        String digits = Double.isFinite(size)
                ? FloatText.of(size, Character.toLowerCase(type.charAt(0)), precision < 0 ? 6 : precision, alternative)
                : FloatText.notFinite(size, false);
        return upper ? digits.toUpperCase(Locale.ROOT) : digits;
    }

    private static String whole(BigInteger size, String type, int precision, boolean alternative) {
        int radix = type.equals("o") ? 8 : type.equalsIgnoreCase("x") ? 16 : 10;
        String digits = radix == 10 ? Numbers.digits(Numbers.whole(size)) : size.toString(radix);
        String filled = "0".repeat(Math.max(0, precision - digits.length())) + digits;
        String prefix = alternative && radix != 10 ? "0" + type.toLowerCase(Locale.ROOT) : "";
        return type.equals("X") ? (prefix + filled).toUpperCase(Locale.ROOT) : prefix + filled;
    }

    private static String padded(String text, int width, boolean left, boolean zeros) {
        int missing = Math.max(0, width - CodePoints.count(text));
        if (!zeros) {
            return left ? text + " ".repeat(missing) : " ".repeat(missing) + text;
        }
        Matcher sign = Pattern.compile("[-+ ]?(0[xXo])?").matcher(text);
        int end = sign.lookingAt() ? sign.end() : 0;
        return text.substring(0, end) + "0".repeat(missing) + text.substring(end);
    }
}
