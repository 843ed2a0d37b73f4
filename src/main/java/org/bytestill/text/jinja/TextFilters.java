package org.bytestill.text.jinja;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytestill.text.python.Arguments;
import org.bytestill.text.python.Arithmetic;
import org.bytestill.text.python.Fault;
import org.bytestill.text.python.JsonText;
import org.bytestill.text.python.Markup;
import org.bytestill.text.python.None;
import org.bytestill.text.python.Numbers;
import org.bytestill.text.python.Printed;
import org.bytestill.text.python.PyDict;
import org.bytestill.text.python.PyList;
import org.bytestill.text.python.PyTuple;
import org.bytestill.text.python.Sandbox;
import org.bytestill.text.python.Sizes;
import org.bytestill.text.python.Slice;
import org.bytestill.text.python.TextCase;
import org.bytestill.text.python.TextSplits;
import org.bytestill.text.python.Thing;
import org.bytestill.text.python.Undefined;
import org.bytestill.text.python.Values;
import org.jspecify.annotations.Nullable;

/** Filters that give texts. */
final class TextFilters {
    /** Where a word of the filter {@code title} begins. */
    private static final Pattern WORD_START = Pattern
            .compile("[-\\s\\x1C-\\x1F\\x85\\xA0\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000({\\[<]+");
    private static final Pattern NO_ATTRIBUTE = Pattern.compile("[\\s/>=]");
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~";
    private static final int LEEWAY = 5;

    private TextFilters() {}

    static void register(Filters.Table table) {
        table.put("upper", "s", a -> method(a[0], "upper", Arguments.of()));
        table.put("lower", "s", a -> method(a[0], "lower", Arguments.of()));
        table.put("capitalize", "s", a -> method(a[0], "capitalize", Arguments.of()));
        table.put("title", "s", a -> title(Printed.str(Filters.value(a[0]))));
        table.put("trim", "value chars?", a -> kept(a[0],
                TextSplits.strip(Printed.str(Filters.value(a[0])), characters(Filters.value(a[1])), true, true)));
        table.put("replace", "s old new count?", a -> TextSplits.replace(Printed.str(Filters.value(a[0])), Printed.str(Filters.value(a[1])),
                Printed.str(Filters.value(a[2])), a[3] == null || a[3] instanceof None ? -1 : Numbers.index(a[3])));
        table.put("string", "s", a -> a[0] instanceof Markup markup ? markup : (Object) Printed.str(Filters.value(a[0])));
        table.put("center", "value width?", a -> method(a[0], "center", Arguments.of(a[1] == null ? 80L : a[1])));
        table.put("indent", "s width? first? blank?",
                a -> indent(a[0], a[1] == null ? 4L : a[1], Filters.truth(a[2]), Filters.truth(a[3])));
        table.put("truncate", "s length? killwords? end? leeway?", TextFilters::truncate);
        table.put("wordcount", "s", a -> words(Printed.str(Filters.value(a[0]))));
        table.put("escape", "s /", a -> Markup.escape(Filters.value(a[0])));
        table.put("forceescape", "value", a -> Markup.escape(Printed.str(Filters.value(a[0]))));
        table.put("safe", "value", a -> new Markup(Printed.str(Filters.value(a[0]))));
        table.put("urlencode", "value", a -> urlEncoded(Filters.value(a[0])));
        table.put("xmlattr", "d autospace?", a -> attributes(a[0], a[1] == null || Filters.truth(a[1])));
        table.put("tojson", "x ensure_ascii? indent? separators? sort_keys?", a -> JsonText.of(Filters.value(a[0]), Filters.truth(a[1]),
                Filters.value(a[2]), Filters.value(a[3]), Filters.truth(a[4])));
        table.put("filesizeformat", "value binary?", a -> fileSize(Numbers.toReal(Filters.value(a[0])), Filters.truth(a[1])));
    }

    /** Calls a method of the value as a text. */
    private static Object method(@Nullable Object value, String name, Arguments arguments) {
        Object text = value instanceof Markup ? value : Printed.str(Filters.value(value));
        return ((Thing) Sandbox.attribute(text, name)).call(arguments);
    }

    /** The text as markup if the value was markup. */
    private static Object kept(@Nullable Object value, String text) {
        return value instanceof Markup ? new Markup(text) : (Object) text;
    }

    private static @Nullable String characters(Object value) {
        if (value instanceof None) {
            return null;
        }
        String text = Values.textOf(value);
        if (text == null) {
            throw Fault.type("strip arg must be None or str, not %s", Values.typeOf(value));
        }
        return text;
    }

    private static String title(String text) {
        StringBuilder result = new StringBuilder();
        Matcher gap = WORD_START.matcher(text);
        int from = 0;
        while (gap.find()) {
            result.append(word(text.substring(from, gap.start()))).append(gap.group());
            from = gap.end();
        }
        return result.append(word(text.substring(from))).toString();
    }

    private static String word(String word) {
        int first = word.isEmpty() ? 0 : Character.charCount(word.codePointAt(0));
        return TextCase.upper(word.substring(0, first)) + TextCase.lower(word.substring(first));
    }

    private static Object indent(@Nullable Object value, Object width, boolean first, boolean blank) {
        String given = Values.textOf(width);
        String indention = given != null ? given : " ".repeat(Sizes.checked(Math.max(0, Numbers.index(width))));
        Object text = Arithmetic.of("+", Filters.value(value), "\n");
        if (!(text instanceof String plain)) {
            throw Fault.unsupported("text escaped for HTML is indented, which is not supported");
        }
        List<Object> lines = PyList.of(Values.iterate(method(plain, "splitlines", Arguments.of()))).elements();
        Buffer result = new Buffer();
        result.append(first ? indention : "");
        for (int i = 0; i < lines.size(); i++) {
            String line = (String) lines.get(i);
            result.append(i == 0 ? "" : "\n");
            result.append(i > 0 && (blank || !line.isEmpty()) ? indention : "");
            result.append(line);
        }
        return result.toString();
    }

    private static Object truncate(@Nullable Object[] a) {
        Object value = Filters.value(a[0]);
        long length = a[1] == null ? 255 : Numbers.index(a[1]);
        String end = a[3] == null ? "..." : Printed.str(a[3]);
        long leeway = a[4] == null || a[4] instanceof None ? LEEWAY : Numbers.index(a[4]);
        if (length < Values.length(end) || leeway < 0) {
            throw Fault.of(Fault.Kind.RUNTIME, "expected length >= %d and leeway >= 0", Values.length(end));
        }
        if (Values.length(value) <= length + leeway) {
            return value;
        }
        if (!(value instanceof String)) {
            throw Fault.type("'%s' object cannot be truncated", Values.typeOf(value));
        }
        Object cut = Sandbox.slice(value, new Slice(None.NONE, length - Values.length(end), None.NONE));
        String kept = (String) cut;
        int space = kept.lastIndexOf(' ');
        return (Filters.truth(a[2]) || space < 0 ? kept : kept.substring(0, space)) + end;
    }

    private static Object words(String text) {
        long count = 0;
        boolean inWord = false;
        for (int point : text.codePoints().toArray()) {
            int type = Character.getType(point);
            boolean letter = point == '_' || Character.isLetterOrDigit(point) || type == Character.LETTER_NUMBER
                    || type == Character.OTHER_NUMBER;
            count += letter && !inWord ? 1 : 0;
            inWord = letter;
        }
        return count;
    }

    private static String urlEncoded(Object value) {
        if (Values.textOf(value) != null || !Values.isIterable(value)) {
            return quoted(value, "/");
        }
        List<String> parts = new ArrayList<>();
        Iterator<Object> pairs = value instanceof PyDict dict ? dict.pairs().iterator() : Values.iterate(value);
        while (pairs.hasNext()) {
            List<Object> pair = PyList.of(Values.iterate(pairs.next())).elements();
            if (pair.size() != 2) {
                throw Fault.value("a pair of key and value was expected, not %d values", pair.size());
            }
            parts.add(quoted(pair.get(0), "").replace("%20", "+") + "=" + quoted(pair.get(1), "").replace("%20", "+"));
        }
        return String.join("&", parts);
    }

    private static String quoted(Object value, String safe) {
        Buffer result = new Buffer();
        for (byte b : Printed.str(value).getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b > 0 && (UNRESERVED.indexOf(b) >= 0 || safe.indexOf(b) >= 0);
            result.append(plain ? String.valueOf((char) b) : String.format(Locale.ROOT, "%%%02X", b & 0xFF));
        }
        return result.toString();
    }

    private static String attributes(@Nullable Object value, boolean space) {
        if (!(value instanceof PyDict dict)) {
            throw Fault.of(Fault.Kind.ATTRIBUTE, "'%s' object has no attribute 'items'", Values.typeOf(Filters.value(value)));
        }
        List<String> parts = new ArrayList<>();
        for (Object pair : dict.pairs()) {
            Object key = ((PyTuple) pair).elements().get(0);
            Object content = ((PyTuple) pair).elements().get(1);
            if (content instanceof None || content instanceof Undefined) {
                continue;
            }
            if (!(key instanceof String name) || NO_ATTRIBUTE.matcher(name).find()) {
                throw Fault.value("Invalid character in attribute name: %s", Printed.repr(key));
            }
            parts.add(Markup.escape(key).text() + "=\"" + Markup.escape(content).text() + "\"");
        }
        return (space && !parts.isEmpty() ? " " : "") + String.join(" ", parts);
    }

    private static String fileSize(double bytes, boolean binary) {
        int base = binary ? 1024 : 1000;
        if (bytes == 1) {
            return "1 Byte";
        }
        if (bytes < base) {
            return Printed.str(Numbers.toWhole(bytes, 10)) + " Bytes";
        }
        String prefixes = binary ? "KMGTPEZY" : "kMGTPEZY";
        int power = 0;
        while (power < prefixes.length() - 1 && bytes >= Math.pow(base, power + 2)) {
            power++;
        }
        String number = (String) Arithmetic.of("%", "%.1f", base * bytes / Math.pow(base, power + 2));
        return number + " " + prefixes.charAt(power) + (binary ? "iB" : "B");
    }
}
