package org.bytestill.text.python;

import java.util.Locale;
import java.util.function.IntPredicate;

/** Upper, lower and title case of texts, in full Unicode: ß becomes SS, a final Σ becomes ς. */
public final class TextCase {
    private static final int SIGMA = 0x3A3;
    /** Characters within words that case rules look through, besides marks, format and modifier characters. */
    private static final String IGNORED = "'.:\u00B7\u0387\u055F\u05F4\u2018\u2019\u2024\u2027\uFE13\uFE52\uFE55\uFF07\uFF0E\uFF1A";

    private TextCase() {}

    public static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    public static String lower(String text) {
        int[] points = text.codePoints().toArray();
        StringBuilder lower = new StringBuilder(text.length());
        for (int i = 0; i < points.length; i++) {
            lower.append(lowerAt(points, i));
        }
        return lower.toString();
    }

    /** The first character in title case, the others in lower case. */
    public static String capitalize(String text) {
        int[] points = text.codePoints().toArray();
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < points.length; i++) {
            result.append(i == 0 ? title(points[i]) : lowerAt(points, i));
        }
        return result.toString();
    }

    /** Every character after one without case in title case, the others in lower case, as {@code str.title}. */
    static String title(String text) {
        int[] points = text.codePoints().toArray();
        StringBuilder result = new StringBuilder();
        boolean inWord = false;
        for (int i = 0; i < points.length; i++) {
            result.append(inWord ? lowerAt(points, i) : title(points[i]));
            inWord = isCased(points[i]);
        }
        return result.toString();
    }

    static String swapped(String text) {
        int[] points = text.codePoints().toArray();
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < points.length; i++) {
            result.append(Character.isUpperCase(points[i]) ? lowerAt(points, i)
                    : Character.isLowerCase(points[i]) ? upper(Character.toString(points[i])) : Character.toString(points[i]));
        }
        return result.toString();
    }

    /** For comparison without case, as {@code str.casefold}. */
    static String folded(String text) {
        StringBuilder result = new StringBuilder();
        text.codePoints().forEach(point -> result.append(folded(point)));
        return result.toString();
    }

    private static String folded(int point) {
        String text = Character.toString(point);
        if (point == 0x131) {
            return text;
        }
        boolean cherokee = point >= 0x13A0 && point <= 0x13FD || point >= 0xAB70 && point <= 0xABBF;
        return cherokee ? upper(text) : point == 0x1E9E ? "ss" : upper(text).toLowerCase(Locale.ROOT);
    }

    private static String lowerAt(int[] points, int i) {
        if (points[i] != SIGMA) {
            return Character.toString(points[i]).toLowerCase(Locale.ROOT);
        }
        int before = i - 1;
        while (before >= 0 && isIgnored(points[before])) {
            before--;
        }
        int after = i + 1;
        while (after < points.length && isIgnored(points[after])) {
            after++;
        }
        boolean last = before >= 0 && isCased(points[before]) && !(after < points.length && isCased(points[after]));
        return last ? "ς" : "σ";
    }

    private static String title(int point) {
        int simple = Character.toTitleCase(point);
        String upper = upper(Character.toString(point));
        if (simple != point || Character.toString(point).equals(upper) || point == 0x149) {
            return simple != point ? Character.toString(simple) : upper;
        }
        int first = Character.charCount(upper.codePointAt(0));
        // The iota below a vowel stays below it.
        return upper.substring(0, first) + upper.substring(first).toLowerCase(Locale.ROOT).replace('\u03B9', '\u0345');
    }

    private static boolean isIgnored(int point) {
        return IGNORED.indexOf(point) >= 0 || switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT, Character.MODIFIER_LETTER,
                    Character.MODIFIER_SYMBOL ->
                    true;
            default -> false;
        };
    }

    static boolean isCased(int point) {
        return Character.isUpperCase(point) || Character.isLowerCase(point) || Character.isTitleCase(point);
    }

    /** Whether a character has case, and all that have are as wanted. */
    static boolean all(String text, IntPredicate wanted) {
        return text.codePoints().anyMatch(wanted) && text.codePoints().filter(TextCase::isCased).allMatch(wanted);
    }

    /** {@code str.istitle}: upper case begins words and nothing else does. */
    static boolean isTitle(String text) {
        boolean inWord = false;
        boolean any = false;
        for (int point : text.codePoints().toArray()) {
            boolean begins = Character.isUpperCase(point) || Character.isTitleCase(point);
            if (begins == inWord && isCased(point)) {
                return false;
            }
            inWord = isCased(point);
            any |= inWord;
        }
        return any;
    }
}
