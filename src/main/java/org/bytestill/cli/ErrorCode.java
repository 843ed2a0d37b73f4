package org.bytestill.cli;

import java.util.Locale;
import org.bytestill.problem.ExitCode;

/** A short code for an unexpected error, the same whenever it happens at the same place: what people quote in reports. */
final class ErrorCode {
    private ErrorCode() {}

    /** For example {@code E1-3K0Q}: the exit code, then where it happened. */
    static String of(Throwable error) {
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
