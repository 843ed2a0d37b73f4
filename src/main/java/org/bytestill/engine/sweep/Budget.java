package org.bytestill.engine.sweep;

import java.util.Locale;
import org.bytestill.problem.UserError;

/** What the runs that are compared have equally much of. */
public enum Budget {
    UPDATES("equal updates"), BYTES("equal supervised bytes"), TIME("equal time");

    private final String title;

    Budget(String title) {
        this.title = title;
    }

    /** As the sweep file and folders write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String title() {
        return title;
    }

    static Budget of(String word) {
        for (Budget budget : values()) {
            if (budget.word().equals(word)) {
                return budget;
            }
        }
        throw UserError.badInput("\"%s\" is none of updates, bytes, time", word);
    }
}
