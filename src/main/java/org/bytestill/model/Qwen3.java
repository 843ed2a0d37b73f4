package org.bytestill.model;

/** Qwen3: a Qwen2 whose queries and keys are normalised per head, before the rotation, in place of the biases. */
final class Qwen3 extends Qwen2 {
    @Override
    public String modelType() {
        return "qwen3";
    }

    @Override
    int defaultHeadSize(ConfigKeys keys) {
        return 128;
    }

    @Override
    boolean hasProjectionBias(ModelConfig config) {
        return config.keys().flag("attention_bias", false);
    }

    @Override
    public void beforeAttention(ScriptWriter block, ModelConfig config) {
        beforeAttentionWithHeadNorms(block, config);
    }
}
