package org.bytestill.ui.tasks;

import java.util.Locale;

/** How prompts are written. */
enum PromptStyle {
    /** As the task has them. */
    PLAIN,
    /** By the chat template of each model. */
    OWN,
    /** By the chat template of a file. */
    FILE;

    /** The end of its key among texts. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
