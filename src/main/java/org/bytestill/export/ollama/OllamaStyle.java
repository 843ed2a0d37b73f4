package org.bytestill.export.ollama;

import java.util.List;

/**
 * How Ollama writes conversations of a model, as its own chat template does.
 *
 * @param name     of the style in the list
 * @param template the Go template, which has {@code @open@} where a text may be opened
 * @param opens    whether the chat template opens every text with the begin-of-sequence token
 * @param system   the system text that the chat template writes where a conversation has none; or empty
 * @param stops    texts that end an answer
 * @param date     the date that the chat template would ask for and the Go template states as it was today; or empty
 */
public record OllamaStyle(String name, String template, boolean opens, String system, List<String> stops, String date) {
    private static final String OPEN = "@open@";

    /**
     * The Go template with the token that opens every text.
     *
     * @param token its text; empty if whoever reads the prompt adds it, or there is none
     */
    public String opened(String token) {
        return template.replace(OPEN, token);
    }
}
