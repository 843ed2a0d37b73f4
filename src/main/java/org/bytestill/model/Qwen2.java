package org.bytestill.model;

/** Qwen2 and 2.5: a Llama with biases on queries, keys and values, whose upper layers may have sliding-window attention. */
class Qwen2 extends Llama {
    @Override
    public String modelType() {
        return "qwen2";
    }

    @Override
    boolean hasProjectionBias(ModelConfig config) {
        return true;
    }

    @Override
    public boolean knowsWindows() {
        return true;
    }

    @Override
    public int window(ModelConfig config) {
        return config.keys().flag("use_sliding_window", false) ? config.keys().count("sliding_window", 0) : 0;
    }

    @Override
    public boolean isSliding(ModelConfig config, int layer) {
        return LayerTypes.isSliding(config, layer, window(config) > 0 && layer >= config.keys().number("max_window_layers", 28));
    }
}
