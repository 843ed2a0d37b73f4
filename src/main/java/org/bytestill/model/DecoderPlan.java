package org.bytestill.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A decoder as its family writes it: the weights of its parts and the text that uses them. The list of all weights is
 * embedding (and what is beside it), blocks, last norm, untied head.
 */
final class DecoderPlan {
    /** From the embedding's rows x to the residual stream; its first weight is the embedding itself. */
    final ScriptWriter afterEmbedding;
    final ScriptWriter beforeAttention;
    final ScriptWriter afterAttention;
    final ScriptWriter last;
    private final String blocks;
    private final int layers;
    private final int headWeight;

    DecoderPlan(ModelConfig config) {
        Family family = Family.of(config);
        layers = config.layers();
        blocks = family.names().blocks();
        afterEmbedding = new ScriptWriter("0", family.norm());
        afterEmbedding.weight(family.names().embedding(), config.vocabularySize(), config.hiddenSize());
        family.afterEmbedding(afterEmbedding, config);
        beforeAttention = new ScriptWriter("o", family.norm());
        family.beforeAttention(beforeAttention, config);
        afterAttention = beforeAttention.next();
        family.afterAttention(afterAttention, config);
        last = new ScriptWriter(Integer.toString(firstOfBlocks() + layers * weightsOfBlock()), family.norm());
        last.norm("x", "x", family.names().lastNorm(), config.hiddenSize());
        if (!config.tiedHead()) {
            last.weight(family.names().head(), config.vocabularySize(), config.hiddenSize());
        }
        headWeight = config.tiedHead() ? 0 : firstOfBlocks() + layers * weightsOfBlock() + last.parameters().size() - 1;
    }

    int firstOfBlocks() {
        return afterEmbedding.parameters().size();
    }

    int weightsOfBlock() {
        return beforeAttention.parameters().size();
    }

    /** Place of the token head's matrix in the list: the embedding's if they are one. */
    int headWeight() {
        return headWeight;
    }

    List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(afterEmbedding.parameters());
        for (int layer = 0; layer < layers; layer++) {
            for (Parameter parameter : beforeAttention.parameters()) {
                all.add(new Parameter(blocks + layer + "." + parameter.name(), parameter.shape()));
            }
        }
        all.addAll(last.parameters());
        return all;
    }
}
