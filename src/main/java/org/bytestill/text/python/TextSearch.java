package org.bytestill.text.python;

import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** {@code find}, {@code count}, {@code startswith} and their kin, whose bounds count characters. */
final class TextSearch {
    /** Where methods are put down. */
    interface Table {
        void put(String name, String parameters, BiFunction<String, @Nullable Object[], Object> body);
    }

    private final String text;
    /** Offsets of the part that is looked at; from is beyond the end of the text if it starts there. */
    private final int from;
    private final int to;
    private final boolean beyond;

    private TextSearch(String text, @Nullable Object start, @Nullable Object end) {
        int length = CodePoints.count(text);
        long first = bound(start, 0, length);
        long last = Math.min(length, bound(end, length, length));
        this.text = text;
        this.beyond = first > last;
        this.from = text.offsetByCodePoints(0, (int) Math.min(first, length));
        this.to = beyond ? from : text.offsetByCodePoints(0, (int) last);
    }

    private static long bound(@Nullable Object value, int otherwise, int length) {
        if (value == null || value instanceof None) {
            return otherwise;
        }
        long index = Numbers.index(value);
        return index < 0 ? Math.max(0, index + length) : index;
    }

    static void register(Table table) {
        String bounds = " start? end? /";
        table.put("find", "sub" + bounds, (text, a) -> part(text, a).found(TextMethods.text(a[0]), false));
        table.put("rfind", "sub" + bounds, (text, a) -> part(text, a).found(TextMethods.text(a[0]), true));
        table.put("index", "sub" + bounds, (text, a) -> required(part(text, a).found(TextMethods.text(a[0]), false)));
        table.put("rindex", "sub" + bounds, (text, a) -> required(part(text, a).found(TextMethods.text(a[0]), true)));
        table.put("count", "sub" + bounds, (text, a) -> part(text, a).count(TextMethods.text(a[0])));
        table.put("startswith", "prefix" + bounds, (text, a) -> part(text, a).any(a[0], String::startsWith));
        table.put("endswith", "suffix" + bounds, (text, a) -> part(text, a).any(a[0], String::endsWith));
    }

    private static TextSearch part(String text, @Nullable Object[] a) {
        return new TextSearch(text, a[1], a[2]);
    }

    private static Object required(Object found) {
        if (found.equals(-1L)) {
            throw Fault.value("substring not found");
        }
        return found;
    }

    private Object found(String sub, boolean last) {
        String part = text.substring(from, to);
        int at = beyond ? -1 : last ? part.lastIndexOf(sub) : part.indexOf(sub);
        return at < 0 ? -1L : (long) text.codePointCount(0, from + at);
    }

    private Object count(String sub) {
        String part = text.substring(from, to);
        if (beyond) {
            return 0L;
        }
        if (sub.isEmpty()) {
            return CodePoints.count(part) + 1L;
        }
        long count = 0;
        for (int at = part.indexOf(sub); at >= 0; at = part.indexOf(sub, at + sub.length())) {
            count++;
        }
        return count;
    }

    private Object any(@Nullable Object wanted, BiPredicate<String, String> test) {
        String part = text.substring(from, to);
        if (wanted instanceof PyTuple tuple) {
            return tuple.elements().stream().anyMatch(each -> test.test(part, TextMethods.text(each)) && !beyond);
        }
        return test.test(part, TextMethods.text(wanted)) && !beyond;
    }
}
