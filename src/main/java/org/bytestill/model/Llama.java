package org.bytestill.model;

import java.util.ArrayList;
import java.util.List;

/** Llama 2 and 3, SmolLM2 and their kin: pre-norm blocks, grouped queries, rotary positions, a gated MLP. */
final class Llama implements Family {
    @Override
    public String modelType() {
        return "llama";
    }

    @Override
    public List<Parameter> blockParameters(ModelConfig config) {
        long hidden = config.hiddenSize();
        long queries = config.queryWidth();
        long keys = config.keyValueWidth();
        long wide = config.intermediateSize();
        List<Parameter> parameters = new ArrayList<>(List.of(
                new Parameter("input_layernorm.weight", hidden),
                new Parameter("self_attn.q_proj.weight", queries, hidden),
                new Parameter("self_attn.k_proj.weight", keys, hidden),
                new Parameter("self_attn.v_proj.weight", keys, hidden),
                new Parameter("self_attn.o_proj.weight", hidden, queries),
                new Parameter("post_attention_layernorm.weight", hidden),
                new Parameter("mlp.gate_proj.weight", wide, hidden),
                new Parameter("mlp.up_proj.weight", wide, hidden),
                new Parameter("mlp.down_proj.weight", hidden, wide)));
        if (config.attentionBias()) {
            parameters.addAll(List.of(new Parameter("self_attn.q_proj.bias", queries), new Parameter("self_attn.k_proj.bias", keys),
                    new Parameter("self_attn.v_proj.bias", keys), new Parameter("self_attn.o_proj.bias", hidden)));
        }
        if (config.mlpBias()) {
            parameters.addAll(List.of(new Parameter("mlp.gate_proj.bias", wide), new Parameter("mlp.up_proj.bias", wide),
                    new Parameter("mlp.down_proj.bias", hidden)));
        }
        return parameters;
    }

    @Override
    public String project(ModelConfig config) {
        String bias = config.attentionBias() ? ", ${self_attn.%s.bias}" : "";
        return """
                    h = (self).norm(x, ${input_layernorm.weight})
                    q = (self).split_heads(torch.linear(h, ${self_attn.q_proj.weight}%s), HEADS)
                    k = (self).split_heads(torch.linear(h, ${self_attn.k_proj.weight}%s), KEY_VALUE_HEADS)
                    v = (self).split_heads(torch.linear(h, ${self_attn.v_proj.weight}%s), KEY_VALUE_HEADS)
                    q = (self).rotate(q, cos, sin)
                    k = (self).rotate(k, cos, sin)
                """.formatted(bias.formatted("q_proj"), bias.formatted("k_proj"), bias.formatted("v_proj"));
    }

    @Override
    public String finish(ModelConfig config) {
        String attentionBias = config.attentionBias() ? ", ${self_attn.o_proj.bias}" : "";
        String bias = config.mlpBias() ? ", ${mlp.%s.bias}" : "";
        return """
                    x = x + torch.linear(y, ${self_attn.o_proj.weight}%s)
                    h = (self).norm(x, ${post_attention_layernorm.weight})
                    g = torch.silu(torch.linear(h, ${mlp.gate_proj.weight}%s)) * torch.linear(h, ${mlp.up_proj.weight}%s)
                    x = x + torch.linear(g, ${mlp.down_proj.weight}%s)
                """.formatted(attentionBias, bias.formatted("gate_proj"), bias.formatted("up_proj"), bias.formatted("down_proj"));
    }
}
