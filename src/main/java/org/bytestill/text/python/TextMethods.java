package org.bytestill.text.python;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The methods of Python's {@code str}. */
final class TextMethods {
    private static final Map<String, Method> METHODS = new HashMap<>();
    private static final Set<String> UNSUPPORTED = Set.of("encode", "maketrans", "translate");
    /** Characters other than decimal digits that {@code isdigit} counts, as pairs of first and last. */
    private static final int[] DIGITS = {0xB2, 0xB3, 0xB9, 0xB9, 0x1369, 0x1371, 0x19DA, 0x19DA, 0x2070, 0x2070, 0x2074, 0x2079, 0x2080,
        0x2089, 0x2460, 0x2468, 0x2474, 0x247C, 0x2488, 0x2490, 0x24EA, 0x24EA, 0x24F5, 0x24FD, 0x24FF, 0x24FF, 0x2776, 0x277E, 0x2780,
        0x2788, 0x278A, 0x2792, 0x10A40, 0x10A43, 0x10E60, 0x10E68, 0x11052, 0x1105A, 0x1F100, 0x1F10A};

    private record Method(Signature signature, Body body) {}

    private interface Body {
        Object call(String text, @Nullable Object[] arguments);
    }

    static {
        whole("upper", TextCase::upper);
        whole("lower", TextCase::lower);
        whole("title", TextCase::title);
        whole("capitalize", TextCase::capitalize);
        whole("swapcase", TextCase::swapped);
        whole("casefold", TextCase::folded);
        test("isspace", every(CodePoints::isSpace));
        test("isalpha", every(Character::isLetter));
        test("isdecimal", every(point -> Character.getType(point) == Character.DECIMAL_DIGIT_NUMBER));
        test("isdigit", every(TextMethods::isDigit));
        test("isnumeric", every(TextMethods::isNumeric));
        test("isalnum", every(point -> Character.isLetter(point) || isNumeric(point)));
        test("isprintable", text -> text.codePoints().allMatch(Printed::isPrintable));
        test("isascii", text -> text.codePoints().allMatch(point -> point < 128));
        test("isidentifier", TextMethods::isIdentifier);
        test("islower", text -> TextCase.all(text, Character::isLowerCase));
        test("isupper", text -> TextCase.all(text, Character::isUpperCase));
        test("istitle", TextCase::isTitle);
        method("strip", "chars? /", (text, a) -> TextSplits.strip(text, characters(a[0]), true, true));
        method("lstrip", "chars? /", (text, a) -> TextSplits.strip(text, characters(a[0]), true, false));
        method("rstrip", "chars? /", (text, a) -> TextSplits.strip(text, characters(a[0]), false, true));
        method("split", "sep? maxsplit?", (text, a) -> new PyList(TextSplits.split(text, separator(a[0]), whole(a[1], -1))));
        method("rsplit", "sep? maxsplit?", (text, a) -> new PyList(TextSplits.splitRight(text, separator(a[0]), whole(a[1], -1))));
        method("splitlines", "keepends?", (text, a) -> new PyList(TextSplits.lines(text, a[0] != null && Values.truth(a[0]))));
        method("partition", "sep /", (text, a) -> partition(text, text.indexOf(nonEmpty(a[0])), text(a[0]), false));
        method("rpartition", "sep /", (text, a) -> partition(text, text.lastIndexOf(nonEmpty(a[0])), text(a[0]), true));
        method("replace", "old new count? /", (text, a) -> TextSplits.replace(text, text(a[0]), text(a[1]), whole(a[2], -1)));
        method("removeprefix", "prefix /",
                (text, a) -> text.startsWith(text(a[0])) ? text.substring(text(a[0]).length()) : text);
        method("removesuffix", "suffix /",
                (text, a) -> text.endsWith(text(a[0])) ? text.substring(0, text.length() - text(a[0]).length()) : text);
        TextSearch.register(TextMethods::method);
        method("join", "iterable /", (text, a) -> join(text, Values.iterate(value(a[0]))));
        method("center", "width fillchar? /", (text, a) -> centered(text, width(text, a[0]), fill(a[1])));
        method("ljust", "width fillchar? /", (text, a) -> text + fill(a[1]).repeat(width(text, a[0])));
        method("rjust", "width fillchar? /", (text, a) -> fill(a[1]).repeat(width(text, a[0])) + text);
        method("zfill", "width /", (text, a) -> zeroFilled(text, width(text, a[0])));
        method("expandtabs", "tabsize?", (text, a) -> expanded(text, whole(a[0], 8)));
    }

    private TextMethods() {}

    static void method(String name, String parameters, BiFunction<String, @Nullable Object[], Object> body) {
        METHODS.put(name, new Method(new Signature(name, parameters), body::apply));
    }

    private static void whole(String name, UnaryOperator<String> body) {
        method(name, "", (text, a) -> body.apply(text));
    }

    private static void test(String name, Predicate<String> body) {
        method(name, "", (text, a) -> body.test(text));
    }

    private static Predicate<String> every(IntPredicate test) {
        return text -> !text.isEmpty() && text.codePoints().allMatch(test);
    }

    /** The method bound to the text; null if there is none of that name. */
    static @Nullable Object of(String text, String name) {
        Meter.count(text);
        Method method = METHODS.get(name);
        if (method != null) {
            return Function.of(method.signature(), a -> method.body().call(text, a));
        }
        if (name.equals("format")) {
            return new Function(arguments -> BraceFormat.of(text, arguments));
        }
        if (name.equals("format_map")) {
            return Function.of(new Signature(name, "mapping /"), a -> BraceFormat.ofMapping(text, value(a[0])));
        }
        if (UNSUPPORTED.contains(name)) {
            return Function.unsupported("the method " + name + " of texts");
        }
        return null;
    }

    private static Object value(@Nullable Object argument) {
        return argument == null ? None.NONE : argument;
    }

    /** An argument that has to be a text. */
    static String text(@Nullable Object argument) {
        String text = Values.textOf(value(argument));
        if (text == null) {
            throw Fault.type("argument must be str, not %s", Values.typeOf(value(argument)));
        }
        return text;
    }

    private static String nonEmpty(@Nullable Object argument) {
        String text = text(argument);
        if (text.isEmpty()) {
            throw Fault.value("empty separator");
        }
        return text;
    }

    private static @Nullable String characters(@Nullable Object argument) {
        return argument == null || argument instanceof None ? null : text(argument);
    }

    private static @Nullable String separator(@Nullable Object argument) {
        return characters(argument);
    }

    static int whole(@Nullable Object argument, int otherwise) {
        return argument == null ? otherwise : Numbers.index(argument);
    }

    /** How many characters are missing to a width. */
    private static int width(String text, @Nullable Object width) {
        return Sizes.checked(Math.max(0L, (long) whole(width, 0) - CodePoints.count(text)));
    }

    private static String fill(@Nullable Object argument) {
        String fill = argument == null ? " " : text(argument);
        if (CodePoints.count(fill) != 1) {
            throw Fault.type("The fill character must be exactly one character long");
        }
        return fill;
    }

    static String centered(String text, int missing, String fill) {
        // The odd one goes to the left if the width is odd too.
        int left = missing / 2 + (missing & CodePoints.count(text) + missing & 1);
        return fill.repeat(left) + text + fill.repeat(missing - left);
    }

    private static String zeroFilled(String text, int missing) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        return signed ? text.charAt(0) + "0".repeat(missing) + text.substring(1) : "0".repeat(missing) + text;
    }

    private static String expanded(String text, int size) {
        StringBuilder result = new StringBuilder();
        int column = 0;
        for (int point : text.codePoints().toArray()) {
            int width = point != '\t' ? 0 : size <= 0 ? 0 : size - column % size;
            result.append(point == '\t' ? " ".repeat(Sizes.checked((long) width + result.length()) - result.length())
                    : Character.toString(point));
            column = point == '\n' || point == '\r' ? 0 : column + (point == '\t' ? width : 1);
        }
        return result.toString();
    }

    private static PyTuple partition(String text, int at, String separator, boolean fromRight) {
        if (at < 0) {
            return fromRight ? PyTuple.of("", "", text) : PyTuple.of(text, "", "");
        }
        return PyTuple.of(text.substring(0, at), separator, text.substring(at + separator.length()));
    }

    private static String join(String separator, Iterator<Object> parts) {
        StringBuilder result = new StringBuilder();
        for (int i = 0; parts.hasNext(); i++) {
            Object part = parts.next();
            if (!(part instanceof String text)) {
                throw part instanceof Markup ? Fault.unsupported("text escaped for HTML is joined, which is not supported")
                        : Fault.type("sequence item %d: expected str instance, %s found", i, Values.typeOf(part));
            }
            result.append(i == 0 ? "" : separator).append(text);
            Sizes.checked(result.length());
        }
        return result.toString();
    }

    private static boolean isDigit(int point) {
        for (int i = 0; i < DIGITS.length; i += 2) {
            if (point >= DIGITS[i] && point <= DIGITS[i + 1]) {
                return true;
            }
        }
        return Character.getType(point) == Character.DECIMAL_DIGIT_NUMBER;
    }

    private static boolean isNumeric(int point) {
        if (Character.isIdeographic(point)) {
            throw Fault.unsupported("whether an ideograph is numeric is not supported");
        }
        return List.of((int) Character.DECIMAL_DIGIT_NUMBER, (int) Character.LETTER_NUMBER, (int) Character.OTHER_NUMBER)
                .contains(Character.getType(point));
    }

    private static boolean isIdentifier(String text) {
        int first = text.isEmpty() ? 0 : text.codePointAt(0);
        return first != 0 && (first == '_' || Character.isUnicodeIdentifierStart(first))
                && text.codePoints().allMatch(point -> Character.isUnicodeIdentifierPart(point) && !Character.isIdentifierIgnorable(point));
    }
}
