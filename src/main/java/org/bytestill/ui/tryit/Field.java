package org.bytestill.ui.tryit;

import java.util.Locale;

/** A setting of generation, as its option of {@code bytestill generate}. */
enum Field {
    LENGTH("--max-new-tokens", "256", "128"), TEMPERATURE("--temperature", "0", "0"), TOP_K("--top-k", "0", "0"),
    TOP_P("--top-p", "1", "1"), MIN_P("--min-p", "0", "0"), PENALTY("--repetition-penalty", "1", "1"), SEED("--seed", "42", "42"),
    STOPS("--stop", "", ""), WEIGHT("--weights", "1", "1"), BYTES("--max-new-bytes", "256", "256");

    private final String option;
    private final String byDefault;
    private final String first;

    /**
     * @param byDefault what the command takes without the option
     * @param first     what the tab begins with
     */
    Field(String option, String byDefault, String first) {
        this.option = option;
        this.byDefault = byDefault;
        this.first = first;
    }

    String option() {
        return option;
    }

    String byDefault() {
        return byDefault;
    }

    String first() {
        return first;
    }

    /** Whether it is only of a text that is written together. */
    boolean isOfTogether() {
        return this == WEIGHT || this == BYTES;
    }

    /** The end of its key among texts. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
