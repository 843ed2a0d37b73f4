package org.bytestill.model;

/**
 * Gemma 2: a Llama with scaled embeddings, norms also after attention and MLP, soft caps, and a sliding window in every other
 * layer.
 */
class Gemma2 extends Llama {
    @Override
    public String modelType() {
        return "gemma2";
    }

    @Override
    int defaultHeadSize(ConfigKeys keys) {
        return 256;
    }

    @Override
    boolean tiedByDefault() {
        return true;
    }

    @Override
    public Norm norm() {
        return Norm.RMS_AROUND_ONE;
    }

    @Override
    public void afterEmbedding(ScriptWriter script, ModelConfig config) {
        // The factor in the weights' number format: in bfloat16 the root of 3072 is 55.5.
        script.line("x = x * torch.full([], %s, dtype=ops.prim.dtype(x), layout=None, device=ops.prim.device(x), pin_memory=None)",
                ScriptWriter.literal(Math.sqrt(config.hiddenSize())));
    }

    @Override
    public void afterAttention(ScriptWriter block, ModelConfig config) {
        attentionOutput(block, config);
        block.norm("y", "y", "post_attention_layernorm", config.hiddenSize());
        block.line("x = x + y");
        block.norm("h", "x", "pre_feedforward_layernorm", config.hiddenSize());
        mlp(block, config);
        block.norm("h", "h", "post_feedforward_layernorm", config.hiddenSize());
        block.line("x = x + h");
    }

    @Override
    String activation(ModelConfig config, String argument) {
        return Activation.of(config, "hidden_activation", "gelu_pytorch_tanh", argument);
    }

    @Override
    public boolean knowsWindows() {
        return true;
    }

    @Override
    public int window(ModelConfig config) {
        return config.keys().count("sliding_window", 0);
    }

    @Override
    public boolean isSliding(ModelConfig config, int layer) {
        return LayerTypes.isSliding(config, layer, layer % 2 == 0);
    }

    @Override
    public double attentionScale(ModelConfig config, int layer) {
        return 1 / Math.sqrt(config.keys().number("query_pre_attn_scalar", 256));
    }

    @Override
    public double attentionSoftCap(ModelConfig config) {
        return softCap(config, "attn_logit_softcapping");
    }

    @Override
    public double logitSoftCap(ModelConfig config) {
        return softCap(config, "final_logit_softcapping");
    }

    /** Null says that there is none. */
    private static double softCap(ModelConfig config, String key) {
        double cap = config.keys().number(key, Double.POSITIVE_INFINITY);
        if (cap <= 0) {
            throw config.keys().wrong(key, "a number above 0 is needed, or null where nothing is capped");
        }
        return cap == Double.POSITIVE_INFINITY ? 0 : cap;
    }
}
