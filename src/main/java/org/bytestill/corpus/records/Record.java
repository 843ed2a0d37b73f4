package org.bytestill.corpus.records;

import java.nio.file.Path;
import java.util.Map;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import org.jspecify.annotations.Nullable;

/**
 * A row of a data file: values by the names of their fields, in the order of the file.
 *
 * <p>A value is what JSON has: a String, Boolean, Long, BigInteger, Double, a List or a Map of such values, or null; a value that JSON has
 * not, such as raw bytes, is an {@link OtherValue}. A String may hold half a surrogate pair, since JSON can write one.
 *
 * @param file   for messages
 * @param layout how the file arranges its rows
 * @param row    number of the row, from 0
 * @param line   line at which it begins, from 1; 0 in a file without lines
 * @param offset byte at which it begins in the file without compression, or 0 where that means nothing
 * @param values not changed by anybody
 */
public record Record(Path file, Layout layout, long row, long line, long offset, Map<String, @Nullable Object> values) {
    /** How a file arranges its rows. */
    public enum Layout {
        /** Each line is a row. */
        LINES,
        /** Text in which rows and lines are not the same. */
        TEXT,
        /** Columns, in which a field that one row has is null in all others: nulls are dropped. */
        COLUMNS
    }

    /** File and place, to begin a sentence with. */
    public String where() {
        return file + place();
    }

    /** The place alone, as it follows the name of the file. */
    public String place() {
        return layout == Layout.LINES ? ", line " + line : ", row " + row + (layout == Layout.TEXT ? " (line " + line + ")" : "");
    }

    /** An error in this row: what is wrong, and what to do. */
    public UserError refused(String message, @Nullable Object... arguments) {
        return UserError.badInput("%s: %s", where(), UserError.of(ExitCode.BAD_INPUT, message, arguments).getMessage());
    }
}
