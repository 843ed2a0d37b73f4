package org.bytestill.model;

import java.util.List;

/** Phi-3 and 4: a Mistral with one matrix for queries, keys and values, one for both maps into the MLP, and LongRoPE. */
final class Phi3 extends Mistral {
    @Override
    public String modelType() {
        return "phi3";
    }

    @Override
    public double normEpsilon(ModelConfig config) {
        return config.keys().number("rms_norm_eps", 1e-5);
    }

    @Override
    public boolean isSliding(ModelConfig config, int layer) {
        // Its class does not know layer_types.
        return window(config) > 0;
    }

    @Override
    public List<Rope> ropes(ModelConfig config) {
        ConfigKeys keys = Rope.keysOf(config);
        double theta = keys.number("rope_theta", config.keys().number("rope_theta", Rope.THETA));
        // The original length stands outside the object.
        return List.of(Rope.of(config, keys, type(keys), theta, (int) (config.headSize() * Rope.partOf(config, keys)),
                config.keys().count(Rope.ORIGINAL_POSITIONS)));
    }

    private static String type(ConfigKeys keys) {
        return switch (Rope.typeOf(keys)) {
            case "default" -> "default";
            // First checkpoints called it by other names.
            case "longrope", "su", "yarn" -> "longrope";
            default -> throw keys.wrong(keys.has("rope_type") ? "rope_type" : "type", "a phi3 model has default or longrope");
        };
    }

    @Override
    void projections(ScriptWriter block, ModelConfig config, String from) {
        int queries = config.queryWidth();
        int keys = config.keyValueWidth();
        block.linear("h", from, "self_attn.qkv_proj", config.hiddenSize(), queries + 2L * keys, false);
        block.line("q, k, v, = torch.split_with_sizes(h, [%d, %d, %d], -1)", queries, keys, keys);
    }

    @Override
    void mlp(ScriptWriter block, ModelConfig config) {
        block.linear("h", "h", "mlp.gate_up_proj", config.hiddenSize(), 2L * config.intermediateSize(), false);
        block.line("g, u, = torch.chunk(h, 2, -1)");
        block.line("g = %s * u", activation(config, "g"));
        block.linear("h", "g", "mlp.down_proj", config.intermediateSize(), config.hiddenSize(), false);
    }
}
