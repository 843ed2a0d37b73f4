package org.bytestill.model;

import java.util.List;

/** GPT-2: learned positions, layer norms, one matrix for queries, keys and values, a plain MLP; matrices are stored (in, out). */
final class Gpt2 implements Family {
    private static final String PREFIX = "transformer.";

    @Override
    public String modelType() {
        return "gpt2";
    }

    @Override
    public ModelConfig config(ConfigKeys keys) {
        int hidden = count(keys, "hidden_size", "n_embd");
        int heads = count(keys, "num_attention_heads", "n_head");
        keys.requireWholeHeads("n_head", hidden, heads);
        return new ModelConfig(keys, keys.count("vocab_size"), hidden, count(keys, "num_hidden_layers", "n_layer"), heads, heads,
                hidden / heads, keys.count("n_inner", 4 * hidden), count(keys, "max_position_embeddings", "n_positions"),
                keys.flag("tie_word_embeddings", true));
    }

    /** A key under the name of the other families, which counts where both are there, or under GPT-2's own. */
    private static int count(ConfigKeys keys, String usual, String own) {
        return keys.has(usual) ? keys.count(usual) : keys.count(own);
    }

    @Override
    public Names names() {
        return new Names(PREFIX + "wte.weight", PREFIX + "h.", PREFIX + "ln_f", "lm_head.weight");
    }

    /** Causal masks. */
    @Override
    public boolean isDerived(String name) {
        return name.endsWith(".attn.bias") || name.endsWith(".attn.masked_bias");
    }

    @Override
    public Norm norm() {
        return Norm.LAYER;
    }

    @Override
    public double normEpsilon(ModelConfig config) {
        return config.keys().number("layer_norm_epsilon", 1e-5);
    }

    @Override
    public List<Rope> ropes(ModelConfig config) {
        return List.of();
    }

    @Override
    public void afterEmbedding(ScriptWriter script, ModelConfig config) {
        script.line("x = x + torch.embedding(%s, torch.to(positions, 4))",
                script.weight(PREFIX + "wpe.weight", config.maxPositions(), config.hiddenSize()));
    }

    @Override
    public void beforeAttention(ScriptWriter block, ModelConfig config) {
        block.norm("h", "x", "ln_1", config.hiddenSize());
        block.linearTransposed("h", "h", "attn.c_attn", config.hiddenSize(), 3L * config.hiddenSize());
        block.line("q, k, v, = torch.chunk(h, 3, -1)");
        block.splitHeads(config);
    }

    @Override
    public void afterAttention(ScriptWriter block, ModelConfig config) {
        block.linearTransposed("y", "y", "attn.c_proj", config.hiddenSize(), config.hiddenSize());
        block.line("x = x + y");
        block.norm("h", "x", "ln_2", config.hiddenSize());
        block.linearTransposed("h", "h", "mlp.c_fc", config.hiddenSize(), config.intermediateSize());
        block.line("h = %s", Activation.of(config, "activation_function", "gelu_new", "h"));
        block.linearTransposed("h", "h", "mlp.c_proj", config.intermediateSize(), config.hiddenSize());
        block.line("x = x + h");
    }

    @Override
    public double attentionScale(ModelConfig config, int layer) {
        double scale = config.keys().flag("scale_attn_weights", true) ? 1 / Math.sqrt(config.headSize()) : 1;
        return config.keys().flag("scale_attn_by_inverse_layer_idx", false) ? scale / (layer + 1) : scale;
    }
}
