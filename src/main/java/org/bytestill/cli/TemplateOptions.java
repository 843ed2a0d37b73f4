package org.bytestill.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytestill.problem.UserError;
import org.bytestill.text.chat.ChatFormat;
import org.bytestill.text.chat.ChatTemplate;
import org.bytestill.text.chat.SpecialTokens;
import org.bytestill.util.JsonFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for a chat template and the tokens that it names. */
final class TemplateOptions {
    @Option(names = "--template", paramLabel = "T.jinja", description = "A chat template.")
    private @Nullable Path template;

    @Option(names = "--tokens", paramLabel = "TOKENS.json",
            description = "The special tokens that the template names, such as {\"eos_token\": \"</s>\"}.")
    private @Nullable Path tokens;

    @Option(names = "--control-tokens", paramLabel = "TOKEN", split = ",",
            description = "Texts of all added tokens of the tokenizer, separated by commas: they end turns and open headers.")
    private List<String> control = new ArrayList<>();

    @Option(names = "--clock", paramLabel = "TIME",
            description = "The time for templates that write the date, such as 2026-03-09T14:05:07 (default: now).")
    private @Nullable LocalDateTime clock;

    /** The format; null if no template is named. Throws UserError if a file cannot be read. */
    @Nullable
    ChatFormat format() {
        if (template == null) {
            if (tokens != null || !control.isEmpty()) {
                throw UserError.badInput("Tokens are named but no template. Add --template, or leave them out.");
            }
            return null;
        }
        ChatFormat format = ChatFormat.of(ChatTemplate.parse(template.toString(), source(template)),
                new SpecialTokens(variables(), control));
        return clock == null ? format : format.at(clock);
    }

    private static String source(Path file) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(file))).toString();
        } catch (IOException e) {
            throw UserError.badInput("%s cannot be read as a template (%s). Is it a file, in UTF-8?", file, e.getMessage()).causedBy(e);
        }
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        JsonNode json = tokens == null ? JsonFile.MAPPER.createObjectNode() : JsonFile.read(tokens);
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            JsonNode token = entry.getValue().path("content").isTextual() ? entry.getValue().path("content") : entry.getValue();
            if (token.isTextual()) {
                variables.put(entry.getKey(), token.asText());
            }
        }
        return variables;
    }
}
