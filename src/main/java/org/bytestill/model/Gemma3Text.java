package org.bytestill.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The text model within a Gemma 3 that also sees images (4B and larger): its configuration lies in {@code text_config}, its
 * weights have a prefix, and the parts that see are left out.
 */
final class Gemma3Text {
    private static final String OUTER = "gemma3";
    private static final List<
            String> SEEING = List.of("vision_tower.", "multi_modal_projector.", "model.vision_tower.", "model.multi_modal_projector.");
    private Gemma3Text() {}

    static boolean isNested(JsonNode config) {
        return config.path("model_type").asText().equals(OUTER) && config.path("text_config").isObject();
    }

    /** The configuration of the text model alone; any other configuration as it is. */
    static ObjectNode configOf(ObjectNode config) {
        if (!isNested(config)) {
            return config;
        }
        ObjectNode text = config.path("text_config").deepCopy();
        text.put("model_type", "gemma3_text").putArray("architectures").add("Gemma3ForCausalLM");
        for (String key : List.of("bos_token_id", "eos_token_id", "pad_token_id", "torch_dtype", "dtype", "transformers_version",
                "quantization_config", "is_causal", "tie_word_embeddings")) {
            if (config.has(key) && !text.has(key)) {
                text.set(key, config.get(key));
            }
        }
        return text;
    }

    /** What a weight of the text model is called there, by the files of transformers 4 and by the model in memory. */
    static List<String> namesOf(String weight) {
        String inner = weight.startsWith("model.") ? "model.language_model." + weight.substring("model.".length()) : weight;
        return List.of("language_model." + weight, inner);
    }

    static boolean sees(String tensor) {
        return SEEING.stream().anyMatch(tensor::startsWith);
    }
}
