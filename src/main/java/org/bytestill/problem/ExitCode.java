package org.bytestill.problem;

/** The exit codes of the process, on which scripts rely. */
public enum ExitCode {
    OK(0),
    INTERNAL_ERROR(1),
    BAD_INPUT(2),
    WILL_NOT_FIT(3),
    OUT_OF_MEMORY(4),
    DISK(5),
    CORRUPT_FILE(6),
    PROOF_FAILED(7),
    /** Training gave a loss or a gradient that is not a number; a lower learning rate helps. */
    NOT_FINITE(8),
    /** Interrupted by a signal; the state was saved. */
    INTERRUPTED(130);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
