package org.bytestill.ui.tasks;

import java.util.Locale;

/** What a table of documents is narrowed to. */
enum Verdict {
    ALL, RIGHT, WRONG,
    /** The other model does worse. */
    WON,
    /** The other model does better. */
    LOST,
    /** Both do not choose or answer the same. */
    DIFFERS;

    /** Whether it needs a second model. */
    boolean compares() {
        return this == WON || this == LOST || this == DIFFERS;
    }

    /** The end of its key among texts. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
