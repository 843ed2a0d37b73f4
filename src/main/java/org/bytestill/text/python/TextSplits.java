package org.bytestill.text.python;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** {@code strip}, {@code split}, {@code partition}, {@code replace} of texts. */
public final class TextSplits {
    private TextSplits() {}

    /** @param characters what is taken off the ends; null for white space */
    public static String strip(String text, @Nullable String characters, boolean left, boolean right) {
        IntPredicate strips = characters == null ? CodePoints::isSpace : point -> characters.indexOf(point) >= 0;
        int from = 0;
        int to = text.length();
        while (left && from < to && strips.test(text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (right && to > from && strips.test(text.codePointBefore(to))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(from, to);
    }

    /**
     * @param separator what is split at; null for runs of white space
     * @param most      most splits; negative for all
     */
    static List<Object> split(String text, @Nullable String separator, int most) {
        if (separator == null) {
            return words(text, most);
        }
        requireText(separator);
        List<Object> parts = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(separator); at >= 0 && parts.size() != most; at = text.indexOf(separator, from)) {
            parts.add(text.substring(from, at));
            from = at + separator.length();
        }
        parts.add(text.substring(from));
        return parts;
    }

    private static void requireText(String separator) {
        if (separator.isEmpty()) {
            throw Fault.value("empty separator");
        }
    }

    private static List<Object> words(String text, int most) {
        List<Object> words = new ArrayList<>();
        String rest = strip(text, null, true, false);
        while (!rest.isEmpty() && words.size() != most) {
            int end = 0;
            while (end < rest.length() && !CodePoints.isSpace(rest.codePointAt(end))) {
                end += Character.charCount(rest.codePointAt(end));
            }
            words.add(rest.substring(0, end));
            int next = end;
            while (next < rest.length() && CodePoints.isSpace(rest.charAt(next))) {
                next++;
            }
            rest = rest.substring(next);
        }
        if (!rest.isEmpty()) {
            words.add(rest);
        }
        return words;
    }

    /** As {@link #split}, from the right. */
    static List<Object> splitRight(String text, @Nullable String separator, int most) {
        if (most < 0) {
            return split(text, separator, most);
        }
        List<Object> parts = new ArrayList<>();
        String rest = separator == null ? strip(text, null, false, true) : text;
        int at = lastSplit(rest, separator);
        while (parts.size() < most && at >= 0) {
            parts.add(rest.substring(at + (separator == null ? 1 : separator.length())));
            rest = separator == null ? strip(rest.substring(0, at), null, false, true) : rest.substring(0, at);
            at = lastSplit(rest, separator);
        }
        if (separator != null || !rest.isEmpty()) {
            parts.add(separator == null && parts.size() < most ? strip(rest, null, true, false) : rest);
        }
        Collections.reverse(parts);
        return parts;
    }

    private static int lastSplit(String text, @Nullable String separator) {
        return separator == null ? lastSpace(text) : lastIndex(text, separator);
    }

    private static int lastIndex(String text, String separator) {
        requireText(separator);
        return text.lastIndexOf(separator);
    }

    private static int lastSpace(String text) {
        int at = text.length() - 1;
        while (at >= 0 && !CodePoints.isSpace(text.charAt(at))) {
            at--;
        }
        return strip(text.substring(0, at + 1), null, true, false).isEmpty() ? -1 : at;
    }

    /** The lines, which end as Python's do: also at U+000B, U+000C, U+001C to U+001E, U+0085, U+2028 and U+2029. */
    static List<Object> lines(String text, boolean withEnds) {
        List<Object> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            if (endsLine(text.charAt(i))) {
                int end = text.charAt(i) == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n' ? i + 2 : i + 1;
                lines.add(text.substring(from, withEnds ? end : i));
                from = end;
                i = end - 1;
            }
        }
        if (from < text.length()) {
            lines.add(text.substring(from));
        }
        return lines;
    }

    private static boolean endsLine(char c) {
        return c >= '\n' && c <= '\r' || c >= 0x1C && c <= 0x1E || c == 0x85 || c == 0x2028 || c == 0x2029;
    }

    /** @param most most replacements; negative for all */
    public static String replace(String text, String old, String with, int most) {
        StringBuilder result = new StringBuilder();
        int from = 0;
        int count = 0;
        int at = text.indexOf(old);
        while (at >= 0 && count != most) {
            // An empty text is found before every character and at the end.
            result.append(text, from, at).append(with);
            Sizes.checked(result.length());
            count++;
            from = at + old.length();
            if (old.isEmpty() && at == text.length()) {
                return result.toString();
            }
            at = text.indexOf(old, old.isEmpty() ? at + Character.charCount(text.codePointAt(at)) : from);
        }
        Sizes.checked((long) result.length() + text.length() - from);
        return result.append(text.substring(from)).toString();
    }
}
