package org.bytestill.tasks.file;

import java.util.Locale;

/** What a task asks of a model, by lm-evaluation-harness's names. */
public enum OutputType {
    MULTIPLE_CHOICE, LOGLIKELIHOOD, LOGLIKELIHOOD_ROLLING, GENERATE_UNTIL;

    /** As task files write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
