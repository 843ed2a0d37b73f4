package org.bytestill.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytestill.gguf.GgufWriter;
import org.bytestill.problem.UserError;

/**
 * A decoder's shape as the keys of a GGUF file: what {@link GgufConfig} reads, written. What llama.cpp would compute in another way is
 * refused, with the key of the configuration.
 */
final class GgufShape {
    /** Layers of the Gemmas whose query scale is not that of the head size. */
    private static final int GEMMA2_27B_LAYERS = 46;
    private static final int GEMMA3_27B_LAYERS = 62;

    private final Family family;
    private final ModelConfig config;
    private final ConfigKeys keys;
    private final GgufArchitecture architecture;

    /** @throws UserError if llama.cpp does not know the architecture, or computes it in another way */
    GgufShape(Architecture of) {
        family = of.family();
        config = of.config();
        keys = config.keys();
        architecture = GgufArchitecture.of(config);
        check();
    }

    GgufArchitecture architecture() {
        return architecture;
    }

    private void check() {
        switch (architecture) {
            case LLAMA, QWEN2, OLMO2, PHI3 -> requireActivation("hidden_act", "silu", "silu", "swish");
            case QWEN3 -> {
                requireActivation("hidden_act", "silu", "silu", "swish");
                requireNoBias();
            }
            case GEMMA2 -> {
                requireGemma(GEMMA2_27B_LAYERS);
                requireCap(family.attentionSoftCap(config), "attn_logit_softcapping");
                requireCap(family.logitSoftCap(config), "final_logit_softcapping");
            }
            case GEMMA3 -> requireGemma(GEMMA3_27B_LAYERS);
            case GPT2 -> {
                requireActivation("activation_function", "gelu_new", "gelu_new", "gelu_fast", "gelu_accurate", "gelu_pytorch_tanh",
                        "gelu_python_tanh");
                if (family.attentionScale(config, config.layers() - 1) != 1 / Math.sqrt(config.headSize())) {
                    throw keys.wrong(keys.flag("scale_attn_weights", true) ? "scale_attn_by_inverse_layer_idx" : "scale_attn_weights",
                            "llama.cpp scales attention by the root of the head size alone, so this cannot be written as GGUF");
                }
            }
            case GPT_NEOX -> {
                requireActivation("hidden_act", "gelu", "gelu", "gelu_python");
                if (!keys.flag("attention_bias", true)) {
                    throw keys.wrong("attention_bias", "llama.cpp reads no gptneox without biases, so this cannot be written as GGUF");
                }
            }
        }
        rotation();
    }

    private void requireActivation(String key, String byDefault, String... possible) {
        if (!List.of(possible).contains(keys.text(key, byDefault))) {
            throw keys.wrong(key, "llama.cpp computes a " + architecture.word() + " model with " + possible[0]
                    + ", so this cannot be written as GGUF. Export it as hf");
        }
    }

    private void requireNoBias() {
        if (keys.flag("attention_bias", false)) {
            throw keys.wrong("attention_bias", "llama.cpp reads no biases of a " + architecture.word()
                    + " model, so this cannot be written as GGUF. Export it as hf");
        }
    }

    private void requireGemma(int layersOfTheLargest) {
        requireActivation("hidden_activation", "gelu_pytorch_tanh", "gelu_pytorch_tanh", "gelu_new", "gelu_fast", "gelu_accurate",
                "gelu_python_tanh");
        requireNoBias();
        requireScale(config.layers() == layersOfTheLargest);
        int period = architecture == GgufArchitecture.GEMMA2 ? 2 : period();
        for (int layer = 0; layer < config.layers(); layer++) {
            if (family.isSliding(config, layer) != ((layer + 1) % period != 0)) {
                throw keys.wrong("layer_types", "llama.cpp slides all layers but every " + period
                        + "th, so this cannot be written as GGUF. Export it as hf");
            }
        }
    }

    /** llama.cpp takes the scale of queries from the head size, but for the largest. */
    private void requireScale(boolean isLargest) {
        double size = isLargest ? (double) config.hiddenSize() / config.heads() : config.headSize();
        if (Math.abs(family.attentionScale(config, 0) * Math.sqrt(size) - 1) > 1e-6) {
            throw keys.wrong("query_pre_attn_scalar", "llama.cpp takes " + size + ", so this cannot be written as GGUF. Export it as hf");
        }
    }

    private void requireCap(double cap, String key) {
        if (cap == 0) {
            throw keys.wrong(key, "llama.cpp caps the logits of every gemma2, so this cannot be written as GGUF. Export it as hf");
        }
    }

    /** Of so many layers the last sees everything. */
    private int period() {
        return IntStream.range(0, config.layers()).filter(layer -> !family.isSliding(config, layer)).findFirst()
                .orElse(keys.count("sliding_window_pattern", 6) - 1) + 1;
    }

    private boolean isGemma() {
        return architecture == GgufArchitecture.GEMMA2 || architecture == GgufArchitecture.GEMMA3;
    }

    /** True if some layers slide and llama.cpp does not know it of the architecture. */
    private boolean losesWindow() {
        return !isGemma() && family.window(config) > 0 && family.window(config) < config.maxPositions()
                && IntStream.range(0, config.layers()).anyMatch(layer -> family.isSliding(config, layer));
    }

    /** The longest text that llama.cpp computes as the model does. */
    private int context() {
        return losesWindow() ? family.window(config) : config.maxPositions();
    }

    /** What is written otherwise than the configuration says, as sentences. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (losesWindow()) {
            notes.add("llama.cpp has no sliding window for " + architecture.word() + " models: the context length is written as "
                    + context() + ", up to which it is the same.");
        }
        return notes;
    }

    /** The rotation, with the key of the configuration if llama.cpp has none like it. */
    private GgufRotation rotation() {
        return new GgufRotation(family, config, architecture);
    }

    /** Tensors that state frequencies: some stretchings are lists of numbers. */
    void addRotation(GgufWriter writer) {
        rotation().addTensors(writer);
    }

    void addKeys(GgufWriter writer) {
        whole(writer, "vocab_size", config.vocabularySize());
        whole(writer, "context_length", context());
        whole(writer, "embedding_length", config.hiddenSize());
        whole(writer, "block_count", config.layers());
        whole(writer, "feed_forward_length", config.intermediateSize());
        whole(writer, "attention.head_count", config.heads());
        whole(writer, "attention.head_count_kv", config.keyValueHeads());
        whole(writer, "attention.key_length", config.headSize());
        whole(writer, "attention.value_length", config.headSize());
        boolean layerNorm = family.norm() == Norm.LAYER;
        real(writer, layerNorm ? "attention.layer_norm_epsilon" : "attention.layer_norm_rms_epsilon", family.normEpsilon(config));
        if (architecture == GgufArchitecture.GPT_NEOX) {
            writer.flag(architecture.key("use_parallel_residual"), keys.flag("use_parallel_residual", true));
        }
        addWindow(writer);
        addCaps(writer);
        rotation().addKeys(writer);
    }

    private void addWindow(GgufWriter writer) {
        boolean slides = IntStream.range(0, config.layers()).anyMatch(layer -> family.isSliding(config, layer));
        if (isGemma() || slides && (architecture == GgufArchitecture.LLAMA || architecture == GgufArchitecture.PHI3)) {
            whole(writer, "attention.sliding_window", family.window(config));
        }
        if (architecture == GgufArchitecture.GEMMA3) {
            whole(writer, "attention.sliding_window_pattern", period());
        }
    }

    private void addCaps(GgufWriter writer) {
        if (family.attentionSoftCap(config) > 0) {
            real(writer, "attn_logit_softcapping", family.attentionSoftCap(config));
        }
        if (family.logitSoftCap(config) > 0) {
            real(writer, "final_logit_softcapping", family.logitSoftCap(config));
        }
    }

    private void whole(GgufWriter writer, String key, int value) {
        writer.whole(architecture.key(key), value);
    }

    private void real(GgufWriter writer, String key, double value) {
        writer.real(architecture.key(key), value);
    }
}
