package org.bytestill.export.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of sampling for a Modelfile: those of the model's own {@code generation_config.json}; where it names none, those that its
 * family's makers recommend for their chat models. Unset ones would be Ollama's (temperature 0.8, top-k 40, top-p 0.9), which fit no model
 * in particular.
 */
public final class OllamaParameters {
    private static final Map<String, String> NAMES = names();

    /** By {@code model_type}, or that and the style of conversations; families whose makers recommend none are left out: gpt2, gpt_neox, olmo2, phi3. */
    private static final Map<String, Map<String, String>> OF_FAMILY = Map.of(
            "llama", sampling("0.6", "0.9", null),
            "llama/chatml", sampling("0.2", "0.9", null), // SmolLM2
            "mistral", sampling("0.7", null, null),
            "qwen2", sampling("0.7", "0.8", "20"),
            "qwen3", sampling("0.6", "0.95", "20"),
            "gemma2", sampling("1.0", "0.95", "64"),
            "gemma3", sampling("1.0", "0.95", "64"),
            "gemma3_text", sampling("1.0", "0.95", "64"));

    private OllamaParameters() {}

    private static Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("temperature", "temperature");
        names.put("top_k", "top_k");
        names.put("top_p", "top_p");
        names.put("min_p", "min_p");
        names.put("repetition_penalty", "repeat_penalty");
        return names;
    }

    private static Map<String, String> sampling(String temperature, @Nullable String topP, @Nullable String topK) {
        Map<String, String> sampling = new LinkedHashMap<>();
        sampling.put("temperature", temperature);
        if (topK != null) {
            sampling.put("top_k", topK);
        }
        if (topP != null) {
            sampling.put("top_p", topP);
        }
        return sampling;
    }

    /**
     * The parameters of a model.
     *
     * @param modelType  as {@code config.json} has it
     * @param style      of its conversations; empty if it has none
     * @param generation the content of {@code generation_config.json}; an empty object if there is none
     * @return values under Ollama's names; empty if nobody recommends any
     */
    public static Map<String, String> of(String modelType, String style, JsonNode generation) {
        Map<String, String> own = new LinkedHashMap<>();
        NAMES.forEach((name, ollama) -> {
            if (generation.path(name).isNumber()) {
                own.put(ollama, generation.path(name).asText());
            }
        });
        Map<String, String> ofFamily = OF_FAMILY.getOrDefault(modelType + "/" + style, OF_FAMILY.getOrDefault(modelType, Map.of()));
        return own.isEmpty() && !style.isEmpty() ? ofFamily : own;
    }
}
