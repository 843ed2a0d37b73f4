package org.bytestill.model;

/** OLMo 2: a Llama with norms only after attention and MLP, and over all queries and all keys together. */
final class Olmo2 extends Llama {
    @Override
    public String modelType() {
        return "olmo2";
    }

    @Override
    public Norm norm() {
        return Norm.RMS_IN_FLOAT32;
    }

    @Override
    public double normEpsilon(ModelConfig config) {
        return config.keys().number("rms_norm_eps", 1e-5);
    }

    @Override
    public boolean rotatesInFloat32() {
        return true;
    }

    @Override
    public void beforeAttention(ScriptWriter block, ModelConfig config) {
        projections(block, config, "x");
        block.norm("q", "q", "self_attn.q_norm", config.queryWidth());
        block.norm("k", "k", "self_attn.k_norm", config.keyValueWidth());
        block.splitHeads(config).rotate();
    }

    @Override
    public void afterAttention(ScriptWriter block, ModelConfig config) {
        attentionOutput(block, config);
        block.norm("y", "y", "post_attention_layernorm", config.hiddenSize());
        block.line("x = x + y");
        block.line("h = x");
        mlp(block, config);
        block.norm("h", "h", "post_feedforward_layernorm", config.hiddenSize());
        block.line("x = x + h");
    }
}
