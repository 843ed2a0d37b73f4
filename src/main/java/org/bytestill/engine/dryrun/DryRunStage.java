package org.bytestill.engine.dryrun;

import java.util.Locale;

/** What a dry run does, in its order. */
public enum DryRunStage {
    /** Models and text are opened. */
    OPEN,
    /** The teacher reads some of the text. */
    CONVERT,
    /** Updates. */
    UPDATES,
    /** Evaluations. */
    EVALUATE,
    /** A checkpoint is written, read back, compared. */
    CHECKPOINT,
    /** Formats the student can be exported in, room for it, the chat template. */
    EXPORT;

    /** The word in data for programs, and of its texts. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
