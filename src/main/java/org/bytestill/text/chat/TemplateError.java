package org.bytestill.text.chat;

import org.bytestill.problem.UserError;

/** The only exception of parsing and rendering a chat template: which template, where in it, and what is wrong. */
public final class TemplateError extends RuntimeException {
    /** Who stopped. */
    public enum Kind {
        /** The template itself refused the conversation, by {@code raise_exception}. */
        RAISED,
        /** The template has a mistake, does not fit the conversation, went beyond its bounds, or needs what is not supported. */
        FAILED;

        /** As {@code bytestill render --json} writes it. */
        public String word() {
            return this == RAISED ? "raised" : "failed";
        }
    }

    private final String template;
    private final int line;
    private final Kind kind;
    private final String reason;

    /**
     * @param template name of the template
     * @param line     line in the template, from 1; 0 if the mistake is at none
     * @param reason   what is wrong, without the place; of a refusal the template's own words
     */
    public TemplateError(String template, int line, Kind kind, String reason) {
        super(template + (line > 0 ? ", line " + line : "") + ": " + (kind == Kind.RAISED ? "the template refuses the conversation: " : "")
                + reason);
        this.template = template;
        this.line = line;
        this.kind = kind;
        this.reason = reason;
    }

    public String template() {
        return template;
    }

    /** Line in the template, from 1; 0 if the mistake is at none. */
    public int line() {
        return line;
    }

    public Kind kind() {
        return kind;
    }

    /** What is wrong, without the place; of a refusal the words of the template, unchanged. */
    public String reason() {
        return reason;
    }

    /** As a mistake of the user's data: place is what was rendered, such as a file and its line; cure what to do. */
    public UserError in(String place, String cure) {
        return UserError.badInput("%s: %s. %s", place, getMessage().replaceAll("[.\\s]+$", ""), cure).causedBy(this);
    }
}
