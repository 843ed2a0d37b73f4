package org.bytestill.problem;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Validation of values at the place where they are constructed or taken: those a user has chosen, and arguments of the program's own. */
public final class Check {
    private Check() {}

    /** Of a value that a person chose: throws a {@link UserError} with the formatted message if the condition does not hold. */
    public static void that(boolean condition, String message, @Nullable Object... arguments) {
        if (!condition) {
            throw UserError.badInput(message, arguments);
        }
    }

    /** Of what one part of the program gives another: throws an {@link IllegalArgumentException} if the condition does not hold. */
    public static void argument(boolean condition, String message, @Nullable Object... arguments) {
        if (!condition) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, message, arguments));
        }
    }
}
