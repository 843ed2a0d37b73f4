package org.bytestill.tasks.prompt;

/**
 * A message of a prompt.
 *
 * @param role      {@code system}, {@code user} or {@code assistant}
 * @param delimiter what follows it where the prompt is plain text
 */
public record Turn(String role, String content, String delimiter) {
    static final String SYSTEM = "system";
    static final String USER = "user";
    static final String ASSISTANT = "assistant";

    /** As a part of plain text. */
    String text() {
        return content + delimiter;
    }

    Turn withoutDelimiter() {
        return new Turn(role, content, "");
    }
}
