package org.bytestill.ui.common;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.bytestill.problem.UserError;

/**
 * Something went wrong, in words for the person in front of it.
 *
 * @param sentence what is wrong; a user's mistake in its own words
 * @param code     names an unexpected error from run to run: the same place in the program has the same code; empty for a user's mistake
 * @param details  what to send to the makers: code, versions, stack trace
 */
public record Failure(String sentence, String code, String details) {
    private static final Texts TEXTS = Texts.of("common");

    public static Failure of(Throwable thrown) {
        Throwable cause = causeOf(thrown);
        if (cause instanceof UserError error) {
            return new Failure(error.getMessage(), "", error.getMessage());
        }
        String code = code(cause);
        String sentence = cause instanceof OutOfMemoryError ? TEXTS.get("failure.memory") : TEXTS.get("failure.unexpected");
        return new Failure(sentence, code, details(code, cause));
    }

    /** Whether a future ended because nobody wanted its answer any more. */
    public static boolean isCancellation(Throwable thrown) {
        return causeOf(thrown) instanceof CancellationException;
    }

    /** The cause behind the wrappers of futures. */
    public static Throwable causeOf(Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Kind of the error, and the first place in our own code, as two short hashes: BS-3F2-A07. */
    private static String code(Throwable cause) {
        String place = "";
        for (StackTraceElement element : cause.getStackTrace()) {
            if (element.getClassName().startsWith("org.bytestill.")) {
                place = element.getClassName() + "." + element.getMethodName();
                break;
            }
        }
        return String.format(Locale.ROOT, "BS-%03X-%03X", cause.getClass().getName().hashCode() & 0xFFF, place.hashCode() & 0xFFF);
    }

    private static String details(String code, Throwable cause) {
        StringWriter trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace));
        return String.format(Locale.ROOT, "%s%nJava %s, JavaFX %s, %s %s%n%s", code, System.getProperty("java.version"),
                System.getProperty("javafx.version"), System.getProperty("os.name"), System.getProperty("os.arch"), trace);
    }
}
