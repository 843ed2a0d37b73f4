package org.bytestill.util;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of a stranger's file. Java's expressions backtrack, so that a short one can take longer than a life; this one gives
 * up after a number of steps.
 */
public final class LimitedExpression {
    /** Longer than what anybody writes. */
    public static final int LONGEST = 10_000;
    /** Characters looked at, of one text: a fraction of a second. */
    private static final int STEPS = 5_000_000;

    private final Pattern pattern;

    private LimitedExpression(Pattern pattern) {
        this.pattern = pattern;
    }

    /** @throws IllegalArgumentException with the reason if the expression is too long or is none */
    public static LimitedExpression of(String expression) {
        return of(expression, 0);
    }

    /** With flags of {@link Pattern#compile(String, int)}. */
    public static LimitedExpression of(String expression, int flags) {
        if (expression.length() > LONGEST) {
            throw new IllegalArgumentException("it has " + expression.length() + " characters");
        }
        try {
            return new LimitedExpression(Pattern.compile(expression, flags));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(e.getDescription(), e);
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException("it nests too deep", e);
        }
    }

    /**
     * The match of a whole text, or empty.
     *
     * @throws IllegalArgumentException if the expression takes too many steps
     */
    public Optional<Matcher> match(String text) {
        try {
            Matcher matcher = pattern.matcher(new Counted(text, new int[1]));
            return matcher.matches() ? Optional.of(matcher) : Optional.empty();
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException("it takes too many steps", e);
        }
    }

    /** A matcher over a text, whose methods throw IllegalArgumentException if the expression takes too many steps. */
    public Matcher matcher(String text) {
        return pattern.matcher(new Counted(text, new int[1]));
    }

    /** A text that ends the matching after a number of looks at its characters. */
    private record Counted(String text, int[] looks) implements CharSequence {
        @Override
        public char charAt(int index) {
            if (++looks[0] > STEPS) {
                throw new IllegalArgumentException("it takes too many steps");
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
