package org.bytestill.problem;

import java.util.Locale;
import java.util.concurrent.CancellationException;

/**
 * What is told of an exception: an exit code, and a sentence that people can act on.
 *
 * @param exitCode   what a process ends with
 * @param sentence   place, cause and cure; of the unexpected a code to quote
 * @param unexpected true if it is a fault of the program, whose details belong into the log
 */
public record Failure(ExitCode exitCode, String sentence, boolean unexpected) {
    /** How libtorch says that memory is at an end; it throws one type for everything. */
    private static final String[] NATIVE_OUT_OF_MEMORY = {"can't allocate memory", "not enough memory", "out of memory"};

    public static Failure of(Throwable error) {
        if (error instanceof UserError mistake) {
            return new Failure(mistake.exitCode(), mistake.getMessage(), false);
        }
        if (error instanceof CancellationException) {
            return new Failure(ExitCode.INTERRUPTED, "Interrupted. What was finished is kept; the same command goes on from there.", false);
        }
        if (isOutOfMemory(error)) {
            return new Failure(ExitCode.OUT_OF_MEMORY, "There is not enough memory. Compute fewer or shorter documents at once"
                    + " (training.micro_batch_documents, text.document_bytes), or close other programs. If Java's own part is too small, give it more with"
                    + " JAVA_OPTS=-Xmx8g.", false);
        }
        return new Failure(ExitCode.INTERNAL_ERROR, "This should not have happened (error " + codeOf(error) + "): " + error
                + ". Details are in .bytestill/bytestill.log in your home folder; please report them.", true);
    }

    private static boolean isOutOfMemory(Throwable error) {
        if (error instanceof OutOfMemoryError) {
            return true;
        }
        String message = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
        for (String words : NATIVE_OUT_OF_MEMORY) {
            if (message.contains(words)) {
                return true;
            }
        }
        return false;
    }

    /** The same for an error of the same kind at the same place, for example {@code E1-3K0Q}. */
    static String codeOf(Throwable error) {
        int hash = error.getClass().getName().hashCode();
        for (StackTraceElement element : error.getStackTrace()) {
            if (element.getClassName().startsWith("org.bytestill.")) {
                // Not the line: it changes with every edit of the file.
                hash = 31 * hash + (element.getClassName() + "." + element.getMethodName()).hashCode();
                break;
            }
        }
        String place = Integer.toString(Math.floorMod(hash, 36 * 36 * 36 * 36), 36).toUpperCase(Locale.ROOT);
        return "E" + ExitCode.INTERNAL_ERROR.code() + "-" + "0".repeat(4 - place.length()) + place;
    }
}
