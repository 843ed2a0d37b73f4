package org.bytestill.text.chat;

import java.util.Map;

/** A chat template in the Jinja language, parsed once. Immutable; may be used by several threads. */
public final class ChatTemplate {
    private final String name;

    private ChatTemplate(String name) {
        this.name = name;
    }

    /**
     * @param name   how messages call the template: a file or a key
     * @param source the template
     * @throws TemplateError if the template is no Jinja, or uses what is not supported
     */
    public static ChatTemplate parse(String name, String source) {
        return new ChatTemplate(name);
    }

    public String name() {
        return name;
    }

    /**
     * Renders as transformers 5.24 does ({@code apply_chat_template} without tokenizing).
     *
     * @param addGenerationPrompt whether the header of an assistant's turn is written at the end
     * @param variables           variables besides those of the conversation, which come first: the special tokens
     * @throws TemplateError if the template refuses the conversation, fails or goes beyond its bounds
     */
    public Rendering render(Conversation conversation, boolean addGenerationPrompt, Map<String, String> variables) {
        throw new TemplateError(name, 0, TemplateError.Kind.FAILED, "templates cannot be rendered yet");
    }
}
