package org.bytestill.model;

/** Mistral: a Llama without biases, with sliding-window attention in all layers, or in those that its configuration lists (Ministral 8B). */
class Mistral extends Llama {
    @Override
    public String modelType() {
        return "mistral";
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
        return LayerTypes.isSliding(config, layer, window(config) > 0);
    }
}
