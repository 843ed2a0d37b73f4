package org.bytestill.model;

import java.util.List;

/** GPT-NeoX and Pythia: layer norms, part of each head turns, attention and MLP side by side, queries, keys and values in one matrix. */
final class GptNeox implements Family {
    private static final String HEAD = "embed_out.weight";
    private static final String HEAD_OF_MODULE = "lm_head.weight";

    @Override
    public String modelType() {
        return "gpt_neox";
    }

    @Override
    public ModelConfig config(ConfigKeys keys) {
        int hidden = keys.count("hidden_size");
        int heads = keys.count("num_attention_heads");
        keys.requireWholeHeads("num_attention_heads", hidden, heads);
        if (keys.count("head_dim", hidden / heads) != hidden / heads) {
            throw keys.wrong("head_dim", "hidden_size / num_attention_heads is " + hidden / heads);
        }
        return new ModelConfig(keys, keys.count("vocab_size"), hidden, keys.count("num_hidden_layers"), heads, heads, hidden / heads,
                keys.count("intermediate_size"), keys.count("max_position_embeddings"), keys.flag("tie_word_embeddings", false));
    }

    @Override
    public Names names() {
        return new Names("gpt_neox.embed_in.weight", "gpt_neox.layers.", "gpt_neox.final_layer_norm", HEAD);
    }

    /** Transformers 5 calls the token head as all families do. */
    @Override
    public List<String> otherNames(String name) {
        return name.equals(HEAD) ? List.of(HEAD_OF_MODULE) : Family.super.otherNames(name);
    }

    @Override
    public String nameOfModule(String weight) {
        return weight.equals(HEAD) ? HEAD_OF_MODULE : weight;
    }

    /** Causal masks and frequencies. */
    @Override
    public boolean isDerived(String name) {
        return name.endsWith("rotary_emb.inv_freq") || name.endsWith(".attention.bias") || name.endsWith(".attention.masked_bias");
    }

    @Override
    public Norm norm() {
        return Norm.LAYER;
    }

    @Override
    public double normEpsilon(ModelConfig config) {
        return config.keys().number("layer_norm_eps", 1e-5);
    }

    @Override
    public List<Rope> ropes(ModelConfig config) {
        ConfigKeys keys = Rope.keysOf(config);
        double theta = keys.number("rope_theta", config.keys().number("rotary_emb_base", Rope.THETA));
        double part = keys.number("partial_rotary_factor", config.keys().number("rotary_pct", 0.25));
        return List.of(
                Rope.of(config, keys, Rope.typeOf(keys), theta, (int) (config.headSize() * part), Rope.originalPositions(config, keys)));
    }

    @Override
    public void beforeAttention(ScriptWriter block, ModelConfig config) {
        block.norm("h", "x", "input_layernorm", config.hiddenSize());
        block.linear("h", "h", "attention.query_key_value", config.hiddenSize(), 3L * config.hiddenSize(), hasBias(config));
        // The rows of the matrix go by head: query, key, value of the first head, then those of the second.
        block.line("h = torch.view(h, [torch.size(h, 0), torch.size(h, 1), %d, %d])", config.heads(), 3 * config.headSize());
        block.line("q, k, v, = torch.chunk(torch.transpose(h, 1, 2), 3, -1)");
        block.rotate();
    }

    @Override
    public void afterAttention(ScriptWriter block, ModelConfig config) {
        boolean parallel = config.keys().flag("use_parallel_residual", true);
        block.linear("y", "y", "attention.dense", config.hiddenSize(), config.hiddenSize(), hasBias(config));
        block.line("y = x + y");
        block.norm("h", parallel ? "x" : "y", "post_attention_layernorm", config.hiddenSize());
        block.linear("h", "h", "mlp.dense_h_to_4h", config.hiddenSize(), config.intermediateSize(), true);
        block.line("h = %s", Activation.of(config, "hidden_act", "gelu", "h"));
        block.linear("h", "h", "mlp.dense_4h_to_h", config.intermediateSize(), config.hiddenSize(), true);
        block.line("x = y + h");
    }

    private static boolean hasBias(ModelConfig config) {
        return config.keys().flag("attention_bias", true);
    }
}
