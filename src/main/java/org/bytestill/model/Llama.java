package org.bytestill.model;

import java.util.List;

/** Llama 2 and 3, SmolLM2 and their kin: pre-norm blocks, grouped queries, rotary positions, a gated MLP. */
class Llama implements Family {
    @Override
    public String modelType() {
        return "llama";
    }

    @Override
    public ModelConfig config(ConfigKeys keys) {
        int hidden = keys.count("hidden_size");
        int heads = keys.count("num_attention_heads");
        return new ModelConfig(keys, keys.count("vocab_size"), hidden, keys.count("num_hidden_layers"), heads,
                keys.count("num_key_value_heads", heads),
                keys.count("head_dim", defaultHeadSize(keys)), keys.count("intermediate_size"), keys.count("max_position_embeddings"),
                keys.flag("tie_word_embeddings", tiedByDefault()));
    }

    int defaultHeadSize(ConfigKeys keys) {
        return keys.count("hidden_size") / keys.count("num_attention_heads");
    }

    boolean tiedByDefault() {
        return false;
    }

    @Override
    public Norm norm() {
        return Norm.RMS;
    }

    @Override
    public double normEpsilon(ModelConfig config) {
        return config.keys().number("rms_norm_eps", 1e-6);
    }

    @Override
    public List<Rope> ropes(ModelConfig config) {
        return List.of(Rope.of(config));
    }

    @Override
    public void beforeAttention(ScriptWriter block, ModelConfig config) {
        block.norm("h", "x", "input_layernorm", config.hiddenSize());
        projections(block, config, "h");
        block.splitHeads(config).rotate();
    }

    /** The same for kin that normalise queries and keys per head, before the rotation. */
    final void beforeAttentionWithHeadNorms(ScriptWriter block, ModelConfig config) {
        block.norm("h", "x", "input_layernorm", config.hiddenSize());
        projections(block, config, "h");
        block.splitHeads(config);
        block.norm("q", "q", "self_attn.q_norm", config.headSize());
        block.norm("k", "k", "self_attn.k_norm", config.headSize());
        block.rotate();
    }

    /** Assigns q, k and v (batch, positions, heads x head size). */
    void projections(ScriptWriter block, ModelConfig config, String from) {
        boolean bias = hasProjectionBias(config);
        block.linear("q", from, "self_attn.q_proj", config.hiddenSize(), config.queryWidth(), bias);
        block.linear("k", from, "self_attn.k_proj", config.hiddenSize(), config.keyValueWidth(), bias);
        block.linear("v", from, "self_attn.v_proj", config.hiddenSize(), config.keyValueWidth(), bias);
    }

    boolean hasProjectionBias(ModelConfig config) {
        return config.keys().flag("attention_bias", false);
    }

    @Override
    public void afterAttention(ScriptWriter block, ModelConfig config) {
        attentionOutput(block, config);
        block.line("x = x + y");
        block.norm("h", "x", "post_attention_layernorm", config.hiddenSize());
        mlp(block, config);
        block.line("x = x + h");
    }

    /** From y to y of the residual stream's width. */
    void attentionOutput(ScriptWriter block, ModelConfig config) {
        block.linear("y", "y", "self_attn.o_proj", config.queryWidth(), config.hiddenSize(), config.keys().flag("attention_bias", false));
    }

    /** From h to h. */
    void mlp(ScriptWriter block, ModelConfig config) {
        boolean bias = config.keys().flag("mlp_bias", false);
        block.linear("g", "h", "mlp.gate_proj", config.hiddenSize(), config.intermediateSize(), bias);
        block.linear("u", "h", "mlp.up_proj", config.hiddenSize(), config.intermediateSize(), bias);
        block.line("g = %s * u", activation(config, "g"));
        block.linear("h", "g", "mlp.down_proj", config.intermediateSize(), config.hiddenSize(), bias);
    }

    String activation(ModelConfig config, String argument) {
        return Activation.of(config, "hidden_act", "silu", argument);
    }
}
