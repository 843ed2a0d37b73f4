package org.bytestill.generation;

import java.util.Locale;

/** Why a generated text ends. */
public enum StopReason {
    /** The model predicted an end-of-sequence token. */
    END,
    /** The text holds a stop string. */
    STOP_STRING,
    /** The requested number of new tokens is reached. */
    LENGTH,
    /** Prompt and text together fill the context window. */
    CONTEXT,
    /** The listener stopped the generation. */
    CANCELLED;

    /** As {@code bytestill generate --json} writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
