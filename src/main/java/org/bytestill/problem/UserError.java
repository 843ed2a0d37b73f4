package org.bytestill.problem;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An exception for an error that the user can correct. Its message names the place, what was found there and what to do; it is shown
 * unchanged and without a stack trace. What it quotes of a file is shortened, see {@link Quoted}.
 */
public final class UserError extends RuntimeException {
    private final ExitCode exitCode;

    public UserError(ExitCode exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** Wrong input: a bad value, a missing file, an unknown key. Arguments are formatted as by {@link String#format}. */
    public static UserError badInput(String message, @Nullable Object... arguments) {
        return of(ExitCode.BAD_INPUT, message, arguments);
    }

    /** An inconsistent file: truncated, damaged, or not of its declared format. */
    public static UserError corruptFile(String message, @Nullable Object... arguments) {
        return of(ExitCode.CORRUPT_FILE, message, arguments);
    }

    /** A folder that is full, read-only or gone. */
    public static UserError disk(String message, @Nullable Object... arguments) {
        return of(ExitCode.DISK, message, arguments);
    }

    public static UserError of(ExitCode exitCode, String message, @Nullable Object... arguments) {
        return new UserError(exitCode, arguments.length == 0 ? message : String.format(Locale.ROOT, message, Quoted.arguments(arguments)),
                null);
    }

    /** The same with its cause; a file's error that its message quotes is put into words. */
    public UserError causedBy(Throwable cause) {
        return new UserError(exitCode, Reason.spelledOut(getMessage(), cause), cause);
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
