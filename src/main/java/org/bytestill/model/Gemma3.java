package org.bytestill.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;

/**
 * Gemma 3, text only: a Gemma 2 with norms of the heads in place of soft caps, and another rotation in sliding layers, of which
 * there are five to one.
 */
final class Gemma3 extends Gemma2 {
    @Override
    public String modelType() {
        return "gemma3_text";
    }

    @Override
    public List<String> otherNames(String name) {
        return Stream.concat(Gemma3Text.namesOf(name).stream(), super.otherNames(name).stream()).toList();
    }

    @Override
    public boolean isDerived(String name) {
        return super.isDerived(name) || Gemma3Text.sees(name);
    }

    @Override
    public void beforeAttention(ScriptWriter block, ModelConfig config) {
        beforeAttentionWithHeadNorms(block, config);
    }

    @Override
    public boolean isSliding(ModelConfig config, int layer) {
        return LayerTypes.isSliding(config, layer, (layer + 1) % config.keys().count("sliding_window_pattern", 6) != 0);
    }

    @Override
    public double attentionSoftCap(ModelConfig config) {
        return 0;
    }

    @Override
    public List<Rope> ropes(ModelConfig config) {
        ConfigKeys keys = config.keys();
        ConfigKeys parameters = keys.under("rope_parameters");
        // Before transformers 5, stretching meant the layers that see everything.
        ObjectNode full = parameters.under(LayerTypes.FULL).copy();
        full.setAll(keys.under("rope_scaling").copy());
        return List.of(rope(config, keys.with(full), keys.number("rope_theta", 1_000_000)),
                rope(config, parameters.under(LayerTypes.SLIDING), keys.number("rope_local_base_freq", 10_000)));
    }

    private static Rope rope(ModelConfig config, ConfigKeys keys, double theta) {
        Rope.requireWholeHeads(config, keys);
        return Rope.of(config, keys, Rope.typeOf(keys), keys.number("rope_theta", theta), config.headSize(),
                keys.count(Rope.ORIGINAL_POSITIONS, config.maxPositions()));
    }
}
