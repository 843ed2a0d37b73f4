package org.bytestill.text.chat;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;

/**
 * How a model writes conversations: its chat templates and the tokens that they name.
 *
 * @param templates by name; {@code default}, and {@code tool_use} where the model has another one for conversations with tools
 * @param tokens    its special and control tokens
 */
public record ChatFormat(Map<String, ChatTemplate> templates, SpecialTokens tokens) {
    /** A format of one template. */
    public static ChatFormat of(ChatTemplate template, SpecialTokens tokens) {
        return new ChatFormat(Map.of("default", template), tokens);
    }

    /**
     * The format of a Hugging Face folder or a GGUF file; empty if the model has no chat template.
     *
     * @throws TemplateError if the template cannot be parsed
     * @throws org.bytestill.problem.UserError if the files of the model are missing or damaged
     */
    public static Optional<ChatFormat> ofModel(Path model) {
        return Optional.empty();
    }

    /** The same format with a fixed clock for templates that write the date. */
    public ChatFormat at(LocalDateTime clock) {
        return this;
    }

    /** @throws TemplateError as {@link ChatTemplate#render} */
    public Rendering render(Conversation conversation, boolean addGenerationPrompt) {
        return templates.get("default").render(conversation, addGenerationPrompt, tokens.variables());
    }
}
