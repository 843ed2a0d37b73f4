package org.bytestill.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A decoder as its family writes it: the weights of its parts and the text that uses them. The list of all weights is
 * embedding (and what is beside it), blocks, last norm, untied head.
 */
final class DecoderPlan {
    final ScriptWriter embed;
    final ScriptWriter beforeAttention;
    final ScriptWriter afterAttention;
    final ScriptWriter last;
    /** Script expression of the token head's weight. */
    final String head;
    private final String blocks;
    private final int layers;

    DecoderPlan(ModelConfig config) {
        Family family = Family.of(config);
        layers = config.layers();
        blocks = family.names().blocks();
        embed = new ScriptWriter("0", family.norm());
        family.embed(embed, config);
        beforeAttention = new ScriptWriter("o", family.norm());
        family.beforeAttention(beforeAttention, config);
        afterAttention = beforeAttention.next();
        family.afterAttention(afterAttention, config);
        last = new ScriptWriter(Integer.toString(firstOfBlocks() + layers * weightsOfBlock()), family.norm());
        last.norm("x", "x", family.names().lastNorm(), config.hiddenSize());
        head = config.tiedHead() ? "w[0]" : last.weight(family.names().head(), config.vocabularySize(), config.hiddenSize());
    }

    int firstOfBlocks() {
        return embed.parameters().size();
    }

    int weightsOfBlock() {
        return beforeAttention.parameters().size();
    }

    List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(embed.parameters());
        for (int layer = 0; layer < layers; layer++) {
            for (Parameter parameter : beforeAttention.parameters()) {
                all.add(new Parameter(blocks + layer + "." + parameter.name(), parameter.shape()));
            }
        }
        all.addAll(last.parameters());
        return all;
    }
}
