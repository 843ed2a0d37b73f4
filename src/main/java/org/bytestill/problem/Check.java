package org.bytestill.problem;

/** Conditions on values that a person chose, checked where the value is made. */
public final class Check {
    private Check() {}

    /** Throws a {@link UserError} with the formatted message if the condition does not hold. */
    public static void that(boolean condition, String message, Object... arguments) {
        if (!condition) {
            throw UserError.badInput(message, arguments);
        }
    }
}
