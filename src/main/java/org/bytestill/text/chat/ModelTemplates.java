package org.bytestill.text.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytestill.gguf.GgufFile;
import org.bytestill.problem.UserError;
import org.bytestill.text.TokenizerSettings;
import org.bytestill.util.BaseModel;
import org.bytestill.util.JsonFile;

/**
 * Finds the chat templates of a model. As in transformers those in files of their own, {@code chat_template.jinja} and
 * {@code additional_chat_templates}, come before that in {@code tokenizer_config.json}; {@code chat_template.json} of older processors comes
 * last. A GGUF file has them under {@code tokenizer.chat_template}.
 */
final class ModelTemplates {
    static final String DEFAULT = "default";
    static final String TOOLS = "tool_use";
    private static final String KEY = "chat_template";

    private final Path model;
    private final JsonNode config;
    private final JsonNode tokenizer;
    private final Map<String, ChatTemplate> templates = new LinkedHashMap<>();

    private ModelTemplates(Path model) {
        this.model = model;
        TokenizerSettings settings = TokenizerSettings.of(model);
        this.config = settings.config();
        this.tokenizer = settings.tokenizer();
    }

    /** @return a format without templates if the model has none */
    static ChatFormat of(Path model) {
        ModelTemplates found = new ModelTemplates(model);
        boolean folder = GgufFile.in(model).isEmpty();
        if (folder) {
            found.readFiles();
        }
        if (found.templates.isEmpty()) {
            found.read(found.place("tokenizer_config.json"), found.config.path(KEY));
        }
        if (folder && found.templates.isEmpty()) {
            found.read(found.place("chat_template.json"), JsonFile.readIfPresent(BaseModel.file(model, "chat_template.json")).path(KEY));
        }
        JsonNode map = folder ? JsonFile.readIfPresent(BaseModel.file(model, "special_tokens_map.json"))
                : JsonFile.MAPPER.createObjectNode();
        return new ChatFormat(found.templates, SpecialTokens.of(found.config, map, found.tokenizer));
    }

    private String place(String file) {
        return GgufFile.in(model).map(gguf -> gguf + ", tokenizer.chat_template").orElse(model.resolve(file).toString());
    }

    private void readFiles() {
        Path file = BaseModel.file(model, "chat_template.jinja");
        if (Files.isRegularFile(file)) {
            add(DEFAULT, file.toString(), content(file));
        }
        Path folder = BaseModel.file(model, "additional_chat_templates");
        if (Files.isDirectory(folder)) {
            for (Path each : templatesIn(folder)) {
                add(each.getFileName().toString().replaceAll("\\.jinja$", ""), each.toString(), content(each));
            }
        }
    }

    private static List<Path> templatesIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jinja")).sorted().toList();
        } catch (IOException e) {
            throw UserError.disk("%s cannot be read: %s.", folder, e.getMessage()).causedBy(e);
        }
    }

    /** The text of a template's file. */
    static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw UserError.badInput("%s cannot be read as text in UTF-8: %s. Name a chat template.", file, e.getMessage()).causedBy(e);
        }
    }

    /** A template as a text, or several as a list of names and templates or as an object. */
    private void read(String place, JsonNode given) {
        if (given.isTextual()) {
            add(DEFAULT, place, given.asText());
        } else if (given.isObject()) {
            given.fields().forEachRemaining(each -> add(each.getKey(), place + ", " + each.getKey(), each.getValue().asText()));
        } else {
            given.forEach(
                    each -> add(each.path("name").asText(), place + ", " + each.path("name").asText(), each.path("template").asText()));
        }
    }

    private void add(String name, String place, String source) {
        templates.put(name, ChatTemplate.parse(place, source));
    }
}
