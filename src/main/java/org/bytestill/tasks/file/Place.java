package org.bytestill.tasks.file;

import java.nio.file.Path;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import org.jspecify.annotations.Nullable;

/** A line of a task file. */
public record Place(Path file, int line) {
    /** An error here: what is wrong, and what to do. */
    public UserError refused(String message, @Nullable Object... arguments) {
        return UserError.badInput("%s, line %d: %s", file, line, UserError.of(ExitCode.BAD_INPUT, message, arguments).getMessage());
    }
}
