package org.bytestill.text.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tokens of a model that chat templates name, and those that delimit turns.
 *
 * @param variables template variables: {@code bos_token}, {@code eos_token}, {@code pad_token}, {@code unk_token} and others that are set
 * @param control   texts of all added tokens of the tokenizer, special or not: they end turns and open headers
 */
public record SpecialTokens(Map<String, String> variables, List<String> control) {
    public static final SpecialTokens NONE = new SpecialTokens(Map.of(), List.of());

    public SpecialTokens {
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        control = List.copyOf(control);
    }

    /**
     * The tokens of a Hugging Face folder or a GGUF file.
     *
     * @throws TemplateError if the model has a chat template that cannot be parsed
     */
    public static SpecialTokens ofModel(Path model) {
        return ModelTemplates.of(model).tokens();
    }

    /** The text of the end-of-sequence token. */
    public Optional<String> endOfSequence() {
        return Optional.ofNullable(variables.get("eos_token"));
    }

    /**
     * The tokens in a file for several templates, one template, or none: an object with {@code special_tokens} and {@code control_tokens}, such
     * an object under the template's name, or tokens such as {@code bos_token} directly.
     *
     * @throws IllegalArgumentException if there is no token in it
     */
    public static SpecialTokens of(JsonNode json, String template) {
        JsonNode own = json.path(template).isObject() ? json.path(template) : json;
        Map<String, String> variables = named(own.path("special_tokens").isObject() ? own.path("special_tokens") : own);
        List<String> control = new ArrayList<>();
        own.path("control_tokens").forEach(token -> control.add(text(token)));
        if (variables.isEmpty() && !own.has("special_tokens") && !own.isEmpty()) {
            throw new IllegalArgumentException(
                    "no token is named in it, such as \"bos_token\", neither directly nor under \"special_tokens\" or \""
                            + template + "\"");
        }
        return new SpecialTokens(variables, control);
    }

    /**
     * The tokens of a tokenizer, as transformers 5.24 finds them.
     *
     * @param config    {@code tokenizer_config.json}
     * @param map       {@code special_tokens_map.json}, which counts where the configuration lists no added tokens
     * @param tokenizer {@code tokenizer.json}
     */
    static SpecialTokens of(JsonNode config, JsonNode map, JsonNode tokenizer) {
        Map<String, String> variables = new LinkedHashMap<>(named(config));
        variables.putAll(named(config.path("extra_special_tokens")));
        if (!config.has("added_tokens_decoder")) {
            variables.putAll(named(map));
        }
        Set<String> control = new LinkedHashSet<>();
        tokenizer.path("added_tokens").forEach(token -> control.add(text(token)));
        config.path("added_tokens_decoder").forEach(token -> control.add(text(token)));
        control.remove("");
        return new SpecialTokens(variables, List.copyOf(control));
    }

    private static Map<String, String> named(JsonNode tokens) {
        Map<String, String> named = new LinkedHashMap<>();
        tokens.fields().forEachRemaining(field -> {
            if (field.getKey().endsWith("_token") && !text(field.getValue()).isEmpty()) {
                named.put(field.getKey(), text(field.getValue()));
            }
        });
        return named;
    }

    /** A token is a text, or an object with the text as its content. */
    private static String text(JsonNode token) {
        return token.isObject() ? token.path("content").asText("") : token.isTextual() ? token.asText() : "";
    }
}
