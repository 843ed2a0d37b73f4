package org.bytestill.model;

/** Mistral: a Llama without biases, with sliding-window attention in all layers, or in those that its configuration lists (Ministral 8B). */
class Mistral extends Llama {
    @Override
    public String modelType() {
        return "mistral";
    }

    @Override
    public int window(ModelConfig config) {
        // Null says that there is none; a missing key says the first release's window.
        return config.keys().has("sliding_window") ? config.keys().count("sliding_window", 0) : 4096;
    }

    @Override
    public boolean isSliding(ModelConfig config, int layer) {
        return LayerTypes.isSliding(config, layer, true);
    }
}
