package org.bytestill.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.bytestill.gguf.GgufFile;
import org.bytestill.gguf.GgufMetadata;
import org.bytestill.gguf.GgufTensor;
import org.bytestill.problem.UserError;

/** What a GGUF file says of its model, as the {@code config.json} of a Hugging Face folder. */
final class GgufConfig {
    private static final String ROTARY_FACTORS = "rope_freqs.weight";
    /** Layers of the only Gemma 2 and Gemma 3 whose query scale is not that of the head size. */
    private static final int GEMMA2_27B_LAYERS = 46;
    private static final int GEMMA3_27B_LAYERS = 62;
    private static final Set<GgufArchitecture> TURN_PARTS = EnumSet.of(GgufArchitecture.GPT_NEOX, GgufArchitecture.PHI3);

    private final GgufFile file;
    private final GgufMetadata metadata;
    private final GgufArchitecture architecture;
    private final ObjectNode json = new ObjectMapper().createObjectNode();

    private GgufConfig(GgufFile file) {
        this.file = file;
        this.metadata = file.metadata();
        this.architecture = GgufArchitecture.of(file);
    }

    /** @throws UserError naming file and key if a key is missing or the architecture is not known */
    static ObjectNode read(Path file) {
        return new GgufConfig(GgufFile.open(file)).read();
    }

    private ObjectNode read() {
        json.put("model_type", architecture.modelType());
        json.putArray("architectures").add(architecture.modelClass());
        json.put("vocab_size", vocabularySize());
        copy("embedding_length", "hidden_size");
        copy("block_count", "num_hidden_layers");
        copy("attention.head_count", "num_attention_heads");
        json.put("num_key_value_heads", whole("attention.head_count_kv").orElse(required("attention.head_count")));
        json.put("head_dim", whole("attention.key_length").orElse(required("embedding_length") / required("attention.head_count")));
        copy("feed_forward_length", "intermediate_size");
        copy("context_length", "max_position_embeddings");
        json.put("rope_theta", real("rope.freq_base").orElse(10000));
        json.put("tie_word_embeddings", !has("output.weight"));
        real("attention.layer_norm_rms_epsilon").ifPresent(epsilon -> json.put("rms_norm_eps", epsilon));
        real("attention.layer_norm_epsilon").ifPresent(epsilon -> json.put("layer_norm_eps", epsilon).put("layer_norm_epsilon", epsilon));
        special("bos_token_id", "tokenizer.ggml.bos_token_id");
        special("eos_token_id", "tokenizer.ggml.eos_token_id");
        ownKeys();
        rotary();
        // Under their own names they are told as those of a config.json are that nobody knows.
        GgufKnownKeys.unknown(metadata, architecture).forEach(key -> json.put(key, metadata.shown(key)));
        requireWhole("attention.value_length", "values of another size than keys are not computed");
        if (!TURN_PARTS.contains(architecture)) {
            requireWhole("rope.dimension_count", "heads of this architecture turn as a whole");
        }
        if (has(ROTARY_FACTORS)) {
            checkRotaryFactors();
        }
        return json;
    }

    /** A size that must be the head's. */
    private void requireWhole(String key, String reason) {
        int head = json.get("head_dim").asInt();
        if (whole(key).orElse(head) != head) {
            throw UserError.badInput("%s: key \"%s\" is %d, a head has %d elements; %s. Choose another model.", file.file(),
                    architecture.key(key), whole(key).orElse(0), head, reason);
        }
    }

    /** What only one architecture has, or leaves to be known. */
    private void ownKeys() {
        switch (architecture) {
            case LLAMA -> {
                json.put("hidden_act", "silu");
                OptionalInt window = whole("attention.sliding_window");
                if (window.isPresent()) {
                    // A key of this program's, which llama.cpp does not read.
                    json.put("model_type", "mistral").put("sliding_window", window.getAsInt()).putArray("architectures")
                            .add("MistralForCausalLM");
                } else {
                    json.put("attention_bias", has("blk.0.attn_q.bias")).put("mlp_bias", has("blk.0.ffn_gate.bias"));
                }
            }
            case QWEN2, OLMO2 -> json.put("hidden_act", "silu");
            case QWEN3 -> json.put("hidden_act", "silu").put("attention_bias", has("blk.0.attn_q.bias"));
            case GEMMA2 -> {
                gemma(GEMMA2_27B_LAYERS);
                json.put("attn_logit_softcapping", real("attn_logit_softcapping").orElse(50));
                json.put("final_logit_softcapping", real("final_logit_softcapping").orElse(30));
            }
            case GEMMA3 -> {
                gemma(GEMMA3_27B_LAYERS);
                json.put("sliding_window_pattern", whole("attention.sliding_window_pattern").orElse(6));
                json.put("rope_local_base_freq", real("rope.freq_base_swa").orElse(10000));
                real("final_logit_softcapping").ifPresent(cap -> json.put("final_logit_softcapping", cap));
            }
            case PHI3 -> {
                json.put("hidden_act", "silu");
                whole("attention.sliding_window").ifPresent(window -> json.put("sliding_window", window));
                whole("rope.dimension_count")
                        .ifPresent(turned -> json.put("partial_rotary_factor", turned / json.get("head_dim").asDouble()));
                whole("rope.scaling.original_context_length").ifPresent(length -> json.put("original_max_position_embeddings", length));
            }
            case GPT2 -> json.put("n_embd", required("embedding_length")).put("n_layer", required("block_count"))
                    .put("n_head", required("attention.head_count")).put("n_positions", required("context_length"))
                    .put("n_inner", required("feed_forward_length")).put("activation_function", "gelu_new");
            case GPT_NEOX -> {
                json.put("hidden_act", "gelu").put("attention_bias", has("blk.0.attn_qkv.bias"));
                json.put("use_parallel_residual", metadata.flag(architecture.key("use_parallel_residual")).orElse(true));
                json.put("rotary_pct",
                        whole("rope.dimension_count").orElse(json.get("head_dim").asInt()) / json.get("head_dim").asDouble());
                json.put("rotary_emb_base", real("rope.freq_base").orElse(10000));
            }
        }
    }

    private void gemma(int layersOfTheLargest) {
        json.put("hidden_activation", "gelu_pytorch_tanh");
        json.put("sliding_window", required("attention.sliding_window"));
        boolean largest = required("block_count") == layersOfTheLargest;
        json.put("query_pre_attn_scalar",
                largest ? required("embedding_length") / required("attention.head_count") : json.get("head_dim").asInt());
    }

    /** The stretching of the rotary frequencies. */
    private void rotary() {
        String type = metadata.text(architecture.key("rope.scaling.type")).orElse("none");
        ObjectNode scaling = json.objectNode();
        if (has(ROTARY_FACTORS)) {
            scaling.setAll(llama3());
        } else if (has("rope_factors_long.weight")) {
            scaling.put("rope_type", "longrope").put("type", "longrope");
            scaling.set("long_factor", numbers("rope_factors_long.weight"));
            scaling.set("short_factor", numbers("rope_factors_short.weight"));
            real("rope.scaling.attn_factor").ifPresent(factor -> scaling.put("attention_factor", factor));
        } else if (!type.equals("none")) {
            scaling.put("rope_type", type).put("type", type);
            scaling.put("factor", real("rope.scaling.factor").orElse(1));
            real("rope.scaling.yarn_beta_fast").ifPresent(turns -> scaling.put("beta_fast", turns));
            real("rope.scaling.yarn_beta_slow").ifPresent(turns -> scaling.put("beta_slow", turns));
            whole("rope.scaling.original_context_length").ifPresent(length -> scaling.put("original_max_position_embeddings", length));
        }
        if (!scaling.isEmpty()) {
            json.set("rope_scaling", scaling);
        }
    }

    /** The file holds what each frequency is divided by, the configuration the rule behind it; all models share three of its four numbers. */
    private ObjectNode llama3() {
        double factor = 1;
        for (float each : numbersOf(ROTARY_FACTORS)) {
            factor = Math.max(factor, each);
        }
        return json.objectNode().put("rope_type", "llama3").put("factor", factor).put("low_freq_factor", 1.0).put("high_freq_factor", 4.0)
                .put("original_max_position_embeddings", whole("rope.scaling.original_context_length").orElse(8192));
    }

    private void checkRotaryFactors() {
        float[] factors = numbersOf(ROTARY_FACTORS);
        float[] frequencies = Architecture.of(new ConfigKeys(file.file(), json)).rotaryFrequencies();
        for (int i = 0; i < factors.length; i++) {
            double byRule = Math.pow(json.get("rope_theta").asDouble(), -(double) i / factors.length)
                    / frequencies[Math.min(i, frequencies.length - 1)];
            if (factors.length != frequencies.length || Math.abs(factors[i] / byRule - 1) > 1e-4) {
                throw UserError.badInput(
                        "%s: \"%s\" divides rotary frequency %d by %.6g, Llama 3's rule by %.6g. Such a stretching is not supported;"
                                + " choose another model.",
                        file.file(), ROTARY_FACTORS, i, factors[i], byRule);
            }
        }
    }

    private ArrayNode numbers(String tensor) {
        ArrayNode numbers = json.arrayNode();
        for (float number : numbersOf(tensor)) {
            numbers.add(number);
        }
        return numbers;
    }

    private float[] numbersOf(String tensor) {
        return file.rows(tensor(tensor), 0, Math.toIntExact(tensor(tensor).rows()), row -> row);
    }

    private GgufTensor tensor(String name) {
        GgufTensor tensor = file.tensors().get(name);
        if (tensor == null) {
            throw UserError.badInput("%s: tensor \"%s\" is missing; a %s model needs it. Convert the model to GGUF again.", file.file(),
                    name,
                    architecture.modelType());
        }
        return tensor;
    }

    private boolean has(String tensor) {
        return file.tensors().containsKey(tensor);
    }

    private int vocabularySize() {
        return Math.toIntExact(tensor("token_embd.weight").rows());
    }

    private void copy(String key, String configKey) {
        json.put(configKey, required(key));
    }

    private void special(String configKey, String key) {
        small(key).ifPresent(id -> json.put(configKey, id));
    }

    private OptionalInt whole(String key) {
        return small(architecture.key(key));
    }

    private OptionalInt small(String key) {
        OptionalLong value = metadata.whole(key);
        if (value.isPresent() && value.getAsLong() != (int) value.getAsLong()) {
            throw UserError.corruptFile("%s: key \"%s\" is %d, too large for a model. Convert the model to GGUF again.", file.file(), key,
                    value.getAsLong());
        }
        return value.isPresent() ? OptionalInt.of((int) value.getAsLong()) : OptionalInt.empty();
    }

    private OptionalDouble real(String key) {
        return metadata.real(architecture.key(key));
    }

    private int required(String key) {
        int value = whole(key).orElse(0);
        if (value < 1) {
            throw UserError.badInput(
                    "%s: key \"%s\" is %s; a positive whole number is needed to describe the model. Convert the model to GGUF again.",
                    file.file(), architecture.key(key), metadata.has(architecture.key(key)) ? value : "missing");
        }
        return value;
    }
}
