package org.bytestill.problem;

/**
 * One finding of a check.
 *
 * @param severity whether the work can start in spite of it
 * @param field    the key of {@code run.yaml} it belongs to, for example {@code training.updates}; empty if it belongs to none
 * @param message  what is wrong, with the place and the value found
 * @param cure     what to do about it; may be empty for a note
 */
public record Problem(Severity severity, String field, String message, String cure) {
    /** An error stops the start; a warning is shown; a note only informs. */
    public enum Severity { ERROR, WARNING, NOTE }

    public static Problem error(String field, String message, String cure) {
        return new Problem(Severity.ERROR, field, message, cure);
    }

    public static Problem warning(String field, String message, String cure) {
        return new Problem(Severity.WARNING, field, message, cure);
    }

    public static Problem note(String field, String message) {
        return new Problem(Severity.NOTE, field, message, "");
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }
}
