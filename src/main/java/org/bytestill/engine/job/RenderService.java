package org.bytestill.engine.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.bytestill.problem.UserError;
import org.bytestill.text.chat.ChatFormat;
import org.bytestill.text.chat.Conversation;
import org.bytestill.text.chat.SpecialTokens;
import org.bytestill.text.chat.TemplateError;
import org.bytestill.util.JsonFile;
import org.jspecify.annotations.Nullable;

/** Renders conversations by a chat template, each without and with the header of an assistant's turn at its end. */
public final class RenderService {
    /** @throws UserError if a file cannot be read or does not hold what it should; errors of the template are reports */
    public void render(RenderRequest request, Consumer<RenderReport> reports) {
        Map<String, Conversation> conversations = conversations(request.conversations());
        @Nullable
        ChatFormat format = null;
        @Nullable
        TemplateError broken = null;
        try {
            format = format(request);
        } catch (TemplateError e) {
            // A template that cannot be parsed fails for every conversation.
            broken = e;
        }
        for (Map.Entry<String, Conversation> each : conversations.entrySet()) {
            for (boolean prompt : new boolean[] {false, true}) {
                reports.accept(format == null ? new RenderReport(each.getKey(), prompt, null, broken)
                        : report(format, each.getKey(), each.getValue(), prompt));
            }
        }
    }

    private static ChatFormat format(RenderRequest request) {
        ChatFormat format = request.template() != null
                ? ChatFormat.ofFile(request.template(), tokens(request.tokens(), request.template()))
                : ofModel(request.model());
        return request.clock() == null ? format : format.at(request.clock());
    }

    private static ChatFormat ofModel(@Nullable Path model) {
        if (model == null) {
            throw UserError.badInput("No chat template is named. Add --template with its file, or --model with a model that has one.");
        }
        return ChatFormat.ofModel(model).orElseThrow(() -> UserError.badInput(
                "%s has no chat template, neither chat_template.jinja nor chat_template in tokenizer_config.json. Name one by --template.",
                model));
    }

    private static SpecialTokens tokens(@Nullable Path file, Path template) {
        if (file == null) {
            return SpecialTokens.NONE;
        }
        try {
            return SpecialTokens.of(JsonFile.read(file), template.getFileName().toString());
        } catch (IllegalArgumentException e) {
            throw UserError.badInput("%s: %s. Write the tokens that the template names, such as {\"eos_token\": \"</s>\"}.", file,
                    e.getMessage()).causedBy(e);
        }
    }

    private static RenderReport report(ChatFormat format, String name, Conversation conversation, boolean prompt) {
        try {
            return new RenderReport(name, prompt, format.render(conversation, prompt), null);
        } catch (TemplateError e) {
            return new RenderReport(name, prompt, null, e);
        }
    }

    private static Map<String, Conversation> conversations(Path file) {
        JsonNode json = JsonFile.read(file);
        Map<String, Conversation> conversations = new LinkedHashMap<>();
        if (json.path("messages").isArray()) {
            conversations.put(file.getFileName().toString().replaceFirst("\\.json$", ""), conversation(file, "the conversation", json));
        } else {
            json.fields().forEachRemaining(each -> conversations.put(each.getKey(),
                    conversation(file, "the conversation \"" + each.getKey() + "\"", each.getValue())));
        }
        return conversations;
    }

    private static Conversation conversation(Path file, String which, JsonNode json) {
        try {
            return Conversation.of(json);
        } catch (IllegalArgumentException e) {
            throw UserError
                    .badInput("%s: in %s %s. A conversation is an object with \"messages\", each with \"role\" and \"content\".", file,
                            which, e.getMessage())
                    .causedBy(e);
        }
    }
}
