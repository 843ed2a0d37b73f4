package org.bytestill.problem;

import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * The report of an exception to the user: an exit code, and a sentence to act on. Terminal, {@code run.json} and window report the same
 * fault by the same code.
 *
 * @param exitCode exit code of the process
 * @param sentence place, cause and cure; of the unexpected its code too
 * @param code     fingerprint of a bug of the program, such as {@code BS-3F2-A07}: the same for the same kind of error at the same place;
 *                 empty for what people can cure
 * @param details  what to send to the makers: code, versions, kinds of errors and places in the program; of their messages none, which may
 *                 quote what is private
 */
public record Failure(ExitCode exitCode, String sentence, String code, String details) {
    /** Messages of libtorch when it is out of memory, on processor and GPU; it has one exception type for everything. */
    private static final List<String> NATIVE_OUT_OF_MEMORY = List.of("can't allocate memory", "not enough memory", "out of memory",
            "alloc_cpu");

    private static final int MOST_CHARACTERS = 100_000;

    /** Of any exception, also one that a future wrapped. */
    public static Failure of(Throwable thrown) {
        Throwable error = causeOf(thrown);
        if (error instanceof UserError mistake && mistake.exitCode() != ExitCode.OUT_OF_MEMORY) {
            return told(mistake.exitCode(), mistake.getMessage());
        }
        if (error instanceof InvalidPathException path) {
            return told(ExitCode.BAD_INPUT, "\"" + Quoted.of(path.getInput()) + "\" is no path here (" + path.getReason() + "). If it holds"
                    + " letters beyond ASCII, start the program with a UTF-8 locale: LC_ALL=C.UTF-8.");
        }
        if (error instanceof CancellationException) {
            return told(ExitCode.INTERRUPTED, "Interrupted. What was finished is kept; the same command goes on from there.");
        }
        if (error instanceof UserError || isOutOfMemory(error)) {
            return told(ExitCode.OUT_OF_MEMORY, "There is not enough memory. Compute fewer or shorter documents at once"
                    + " (training.micro_batch_documents, text.document_bytes), or close other programs. If Java's own part is too small, give it more with"
                    + " JAVA_OPTS=-Xmx8g.");
        }
        String code = codeOf(error);
        return new Failure(ExitCode.INTERNAL_ERROR, "This should not have happened (error " + code + "): " + error
                + ". Details are in .bytestill/bytestill.log in your home folder; please report them.", code, details(code, error));
    }

    /** What people can cure, or did themselves. */
    public static Failure told(ExitCode exitCode, String sentence) {
        return new Failure(exitCode, sentence, "", sentence);
    }

    /** True if it is a fault of the program, whose details belong into the log. */
    public boolean isUnexpected() {
        return !code.isEmpty();
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

    /** Whether memory is at an end, Java's or libtorch's. */
    public static boolean isOutOfMemory(Throwable error) {
        String message = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
        return error instanceof OutOfMemoryError || NATIVE_OUT_OF_MEMORY.stream().anyMatch(message::contains);
    }

    /** Whether the memory of tensors is at an end, which is given back; not Java's own, after which nothing is sure. */
    public static boolean isOutOfTensorMemory(Throwable error) {
        return error instanceof UserError mistake ? mistake.exitCode() == ExitCode.OUT_OF_MEMORY
                : error instanceof RuntimeException && isOutOfMemory(error);
    }

    /** Kind of the error, and the first place in our own code, as two short hashes. */
    private static String codeOf(Throwable error) {
        String place = "";
        for (StackTraceElement element : error.getStackTrace()) {
            if (element.getClassName().startsWith("org.bytestill.")) {
                // Not the line: it changes with every edit of the file.
                place = element.getClassName() + "." + element.getMethodName();
                break;
            }
        }
        return String.format(Locale.ROOT, "BS-%03X-%03X", error.getClass().getName().hashCode() & 0xFFF, place.hashCode() & 0xFFF);
    }

    private static String details(String code, Throwable error) {
        StringBuilder trace = new StringBuilder();
        for (Throwable each = error; each != null && trace.length() < MOST_CHARACTERS; each = each.getCause()) {
            trace.append(each.getClass().getName()).append(System.lineSeparator());
            for (StackTraceElement element : each.getStackTrace()) {
                trace.append("\tat ").append(element).append(System.lineSeparator());
            }
        }
        return String.format(Locale.ROOT, "%s%nJava %s, JavaFX %s, %s %s%n%s", code, System.getProperty("java.version"),
                System.getProperty("javafx.version"), System.getProperty("os.name"), System.getProperty("os.arch"), trace);
    }
}
