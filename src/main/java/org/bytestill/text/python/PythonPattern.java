package org.bytestill.text.python;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytestill.util.LimitedExpression;

/**
 * A regular expression of Python's {@code re}: letters, digits and white space are those of Unicode, only a line feed ends a line. It is
 * written anew for Java's expressions, which backtrack as Python's do; what these have not is named.
 */
public final class PythonPattern {
    private static final int FLAGS = Pattern.UNICODE_CHARACTER_CLASS | Pattern.UNIX_LINES;

    private final LimitedExpression expression;
    private final int groups;

    private PythonPattern(LimitedExpression expression) {
        this.expression = expression;
        this.groups = expression.matcher("").groupCount();
    }

    /** @throws Fault if it is no expression, or one that Java does not have */
    public static PythonPattern of(String pattern) {
        try {
            return new PythonPattern(LimitedExpression.of(new PatternSpelling(pattern).java(), FLAGS));
        } catch (IllegalArgumentException e) {
            throw Fault.value("the regular expression %s cannot be used: %s", Printed.repr(pattern), e.getMessage());
        }
    }

    /** {@code re.escape}: the text as an expression that matches it. */
    public static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints()
                .forEach(point -> escaped.append(point < 128 && "()[]{}?*+-|^$\\.&~# \t\n\r\u000B\f".indexOf(point) >= 0 ? "\\" : "")
                        .appendCodePoint(point));
        return escaped.toString();
    }

    /**
     * {@code re.findall}: what each match is, or what its group holds, or a tuple of its groups, "" for one that took no part.
     *
     * @throws Fault if it takes too many steps
     */
    public List<Object> findAll(String text) {
        return limited(() -> {
            List<Object> found = new ArrayList<>();
            for (Matcher matcher = expression.matcher(text); matcher.find();) {
                found.add(groups == 0 ? matcher.group() : groups == 1 ? group(matcher, 1) : tuple(matcher));
            }
            return found;
        });
    }

    private Object tuple(Matcher matcher) {
        List<Object> parts = new ArrayList<>();
        for (int i = 1; i <= groups; i++) {
            parts.add(group(matcher, i));
        }
        return new PyTuple(parts);
    }

    private static String group(Matcher matcher, int group) {
        String text = matcher.group(group);
        return text == null ? "" : text;
    }

    /**
     * {@code re.sub}.
     *
     * @param replacement with {@code \1} and {@code \g<name>} for groups
     * @param count       most replacements; 0 for all
     */
    public String replaced(String text, String replacement, int count) {
        Function<Matcher, String> by = replacement.indexOf('\\') < 0 ? match -> replacement : match -> filled(replacement, match);
        return limited(() -> {
            StringBuilder result = new StringBuilder();
            int from = 0;
            int done = 0;
            for (Matcher matcher = expression.matcher(text); (count <= 0 || done < count) && matcher.find(); done++) {
                result.append(text, from, matcher.start()).append(by.apply(matcher));
                from = matcher.end();
            }
            return result.append(text.substring(from)).toString();
        });
    }

    private static String filled(String replacement, Matcher match) {
        StringBuilder filled = new StringBuilder();
        for (int i = 0; i < replacement.length(); i++) {
            char c = replacement.charAt(i);
            if (c != '\\' || i + 1 == replacement.length()) {
                filled.append(c);
                continue;
            }
            char next = replacement.charAt(++i);
            if (next == 'g' && replacement.startsWith("<", i + 1) && replacement.indexOf('>', i) > 0) {
                String name = replacement.substring(i + 2, replacement.indexOf('>', i));
                filled.append(name.matches("\\d+") ? group(match, Integer.parseInt(name)) : named(match, name));
                i = replacement.indexOf('>', i);
            } else if (next >= '1' && next <= '9') {
                boolean two = i + 1 < replacement.length() && Character.isDigit(replacement.charAt(i + 1));
                filled.append(group(match, Integer.parseInt(replacement.substring(i, i + (two ? 2 : 1)))));
                i += two ? 1 : 0;
            } else {
                filled.append(TextLiteral.value("\\" + next));
            }
        }
        return filled.toString();
    }

    private static String named(Matcher match, String name) {
        String text = match.group(name);
        return text == null ? "" : text;
    }

    private interface Computation<T> {
        T get();
    }

    private static <T> T limited(Computation<T> computation) {
        try {
            return computation.get();
        } catch (IllegalArgumentException | IndexOutOfBoundsException | StackOverflowError e) {
            throw Fault.bound("a regular expression cannot be applied: %s", e instanceof StackOverflowError ? "it nests too deep"
                    : String.valueOf(e.getMessage()));
        }
    }
}
