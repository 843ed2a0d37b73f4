package org.bytestill.config;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The schema of one key of {@code run.yaml}: its words, type, range and default, and how its value is parsed and written.
 *
 * @param path         key with its sections, such as {@code training.updates}
 * @param type         type of the value: String, an enum, boolean, int, long, double or List (of texts)
 * @param defaultValue the value if the file does not contain the key
 * @param atLeast      smallest number allowed, minus infinity if there is none
 * @param atMost       largest number allowed, infinity if there is none
 * @param pairs        true for a list of entries such as {@code text=content}, which a file spells {@code {text: content}}
 * @param advanced     true if it is left out where only the essentials are shown
 */
public record SettingInfo(String path, Class<?> type, Object defaultValue, double atLeast, double atMost, boolean pairs,
        boolean advanced) {

    /** One sentence, with the unit, for a form that shows the values with their labels. */
    public String sentence() {
        return SettingTexts.screen(path);
    }

    /** The help text: one sentence, with the unit; where the values are registered ({@link Choice.Source}), also the meaning of each. */
    public String help() {
        return withMeanings(SettingTexts.sentence(path));
    }

    /** The comment above the key in {@code run.yaml}. */
    String comment() {
        return withMeanings(SettingTexts.comment(path));
    }

    private String withMeanings(String sentence) {
        List<Choice> words = Choices.of(path);
        return words.isEmpty() ? sentence : sentence + " " + words.stream().map(choice -> choice.word() + ": " + choice.meaning())
                .collect(Collectors.joining("; ")) + ".";
    }

    /** A few words for the field of a form. */
    public String label() {
        return SettingTexts.label(path);
    }

    /** What stands behind the field of a number; empty if that is nothing. */
    public String unit() {
        return isNumber() ? SettingTexts.unit(path) : "";
    }

    /** The default as {@code run.yaml} would spell it. */
    public String defaultText() {
        return spelled(defaultValue);
    }

    /** The words to choose from, or an empty list if the value is not one of a few words. */
    public List<String> choices() {
        if (type == boolean.class) {
            return List.of("true", "false");
        }
        return type.isEnum() ? Arrays.stream(type.getEnumConstants()).map(SettingInfo::word).toList()
                : Choices.of(path).stream().map(Choice::word).toList();
    }

    /** A few words for one of the {@link #choices()}: the label of a registered value, the name of an enum's constant. */
    public String label(String choice) {
        return Choices.of(path).stream().filter(known -> known.word().equals(choice)).map(Choice::label).findFirst()
                .orElseGet(() -> SettingTexts.choice(path, choice));
    }

    /** True for a whole number or one with decimals. */
    public boolean isNumber() {
        return isWhole() || type == double.class;
    }

    /** The allowed values in words, for example {@code a whole number, at least 1}. */
    public String allowed() {
        if (!choices().isEmpty()) {
            return String.join(" or ", choices());
        }
        if (pairs) {
            return "names with their values such as {one: two}";
        }
        if (type == List.class) {
            return "a list of texts such as [one.txt, two.txt]";
        }
        return type == String.class ? "a text" : (isWhole() ? "a whole number" : "a number") + range();
    }

    private String range() {
        boolean below = atMost < Double.POSITIVE_INFINITY;
        if (atLeast > Double.NEGATIVE_INFINITY) {
            return below ? " from " + plain(atLeast) + " to " + plain(atMost) : ", at least " + plain(atLeast);
        }
        return below ? ", at most " + plain(atMost) : "";
    }

    private boolean isWhole() {
        return type == int.class || type == long.class;
    }

    /**
     * Reads one value.
     *
     * @throws IllegalArgumentException if the text is not {@link #allowed()}; its message says so
     */
    Object parse(String text) {
        String value = text.strip();
        if (type == String.class) {
            return choices().isEmpty() ? text
                    : choices().stream().filter(value::equalsIgnoreCase).findFirst().orElseThrow(() -> notAllowed(text));
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants()).filter(constant -> word(constant).equalsIgnoreCase(value)).findFirst()
                    .orElseThrow(() -> notAllowed(text));
        }
        if (type == boolean.class) {
            return Boolean.valueOf(choices().stream().filter(value::equalsIgnoreCase).findFirst().orElseThrow(() -> notAllowed(text)));
        }
        return number(value);
    }

    private Object number(String text) {
        BigDecimal number;
        try {
            number = new BigDecimal(text.replace("_", ""));
        } catch (NumberFormatException e) {
            throw notAllowed(text);
        }
        double value = number.doubleValue();
        if (value < atLeast || value > atMost || Double.isInfinite(value)) {
            throw notAllowed(text);
        }
        if (!isWhole()) {
            return value;
        }
        try {
            // Compare before converting: a number such as 1e1000000000 must not be written out in digits.
            long whole = Math.abs(value) > 1e19 ? Math.multiplyExact(Long.MAX_VALUE, 2L) : number.longValueExact();
            return type == int.class ? (Object) Math.toIntExact(whole) : (Object) whole;
        } catch (ArithmeticException e) {
            throw notAllowed(text);
        }
    }

    IllegalArgumentException notAllowed(String found) {
        String shown = found.length() > 60 ? found.substring(0, 60) + "..." : found;
        return new IllegalArgumentException(found.isBlank()
                ? "there is no value; expected is " + allowed() + "; without the key the default " + defaultText() + " holds"
                : "\"" + shown + "\" is not allowed; expected is " + allowed());
    }

    /** A value of this key as {@code run.yaml} spells it. */
    String spelled(Object value) {
        return !pairs ? text(value) : ((List<?>) value).stream().map(entry -> String.valueOf(entry).split("=", 2))
                .map(pair -> text(pair[0]) + ": " + text(pair.length > 1 ? pair[1] : "")).collect(Collectors.joining(", ", "{", "}"));
    }

    /** A value as {@code run.yaml} spells it. */
    private static String text(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(SettingInfo::text).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Double number) {
            return plain(number);
        }
        return value instanceof String text ? quoted(text) : value instanceof Enum<?> ? word(value) : String.valueOf(value);
    }

    /** With a decimal point and a signed exponent: some YAML parsers read the number as a string otherwise. */
    private static String plain(double number) {
        if (number == Math.rint(number) && Math.abs(number) < 1e9) {
            return Long.toString((long) number);
        }
        String text = Double.toString(number).toLowerCase(Locale.ROOT);
        return text.contains("e") && !text.contains("e-") ? text.replace("e", "e+") : text;
    }

    private static String word(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String quoted(String text) {
        if (text.matches("[A-Za-z./][A-Za-z0-9_./-]*") && !text.matches("(?i)null|true|false|yes|no|on|off|y|n|\\.nan|\\.inf|\\.+|-+.*")) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < 0x20 || c > 0x7e) {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
