package org.bytestill.ui.common;

import org.bytestill.problem.ExitCode;
import org.bytestill.problem.Failure;
import org.bytestill.util.Texts;

/** What the window says of a failure: a user's mistake in its own words, exhausted memory and the unexpected in words of the window. */
public final class FailureText {
    private static final Texts TEXTS = Texts.of("common");

    private FailureText() {}

    public static String of(Throwable thrown) {
        return of(Failure.of(thrown));
    }

    public static String of(Failure failure) {
        if (failure.isUnexpected()) {
            return TEXTS.get("failure.unexpected");
        }
        return failure.exitCode() == ExitCode.OUT_OF_MEMORY ? TEXTS.get("failure.memory") : failure.sentence();
    }
}
