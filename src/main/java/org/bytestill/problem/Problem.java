package org.bytestill.problem;

/**
 * A validation problem: an error, a warning or a note.
 *
 * @param severity its severity; only an error prevents the start
 * @param field    its key of {@code run.yaml}, for example {@code training.updates}; empty if it belongs to none
 * @param message  what is wrong, with the place and the value found
 * @param cure     what to do about it; may be empty
 */
public record Problem(Severity severity, String field, String message, String cure) {
    /** An error prevents the start; a warning points at a likely mistake; a note informs. */
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
