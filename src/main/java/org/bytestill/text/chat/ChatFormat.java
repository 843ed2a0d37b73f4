package org.bytestill.text.chat;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a model writes conversations: its chat templates and the tokens that they name.
 *
 * @param templates by name; {@code default}, and {@code tool_use} where the model has another one for conversations with tools
 * @param tokens    its special and control tokens
 */
public record ChatFormat(Map<String, ChatTemplate> templates, SpecialTokens tokens) {
    public ChatFormat {
        templates = Collections.unmodifiableMap(new LinkedHashMap<>(templates));
    }

    /** A format of one template. */
    public static ChatFormat of(ChatTemplate template, SpecialTokens tokens) {
        return new ChatFormat(Map.of(ModelTemplates.DEFAULT, template), tokens);
    }

    /** The format of one template in a file. */
    public static ChatFormat ofFile(Path template, SpecialTokens tokens) {
        return of(ChatTemplate.parse(template.toString(), ModelTemplates.content(template)), tokens);
    }

    /**
     * The format of a Hugging Face folder or a GGUF file; empty if the model has no chat template.
     *
     * @throws TemplateError if the template cannot be parsed
     * @throws org.bytestill.problem.UserError if the files of the model are missing or damaged
     */
    public static Optional<ChatFormat> ofModel(Path model) {
        return Optional.of(ModelTemplates.of(model)).filter(format -> !format.templates.isEmpty());
    }

    /** The same format with a fixed clock, for templates that write the date. */
    public ChatFormat at(LocalDateTime clock) {
        Map<String, ChatTemplate> fixed = new LinkedHashMap<>();
        templates.forEach((name, template) -> fixed.put(name, template.at(clock)));
        return new ChatFormat(fixed, tokens);
    }

    /**
     * The template that writes a conversation.
     *
     * @throws TemplateError if the model has several templates and none is its default
     */
    public ChatTemplate template(Conversation conversation) {
        ChatTemplate forTools = conversation.tools() == null ? null : templates.get(ModelTemplates.TOOLS);
        ChatTemplate template = forTools == null ? templates.get(ModelTemplates.DEFAULT) : forTools;
        if (template == null) {
            throw new TemplateError("chat_template", 0, TemplateError.Kind.FAILED,
                    "the model has several chat templates (" + String.join(", ", templates.keySet()) + ") and none is named default");
        }
        return template;
    }

    /** @throws TemplateError as {@link ChatTemplate#render} */
    public Rendering render(Conversation conversation, boolean addGenerationPrompt) {
        return template(conversation).render(conversation, addGenerationPrompt, tokens.variables());
    }
}
