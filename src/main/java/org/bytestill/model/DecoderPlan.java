package org.bytestill.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A decoder as its family writes it: the list of weights, and the lines of TorchScript that use them. The order of the list is embedding
 * (and learned positions), blocks, last norm, untied head; the two matrices of a low-rank adapter follow their linear map. Every block has
 * as many weights as any other: where a layer lacks an adapter that others have, it has one of rank 0.
 */
final class DecoderPlan {
    /** From token embeddings x to the residual stream; its first weight is the embedding matrix itself. */
    final ScriptWriter afterEmbedding;
    final ScriptWriter beforeAttention;
    final ScriptWriter afterAttention;
    final ScriptWriter last;
    private final String blocks;
    private final int layers;
    private final int headWeight;
    private final Lora lora;

    DecoderPlan(ModelConfig config, Family family, Lora lora) {
        this.lora = lora;
        layers = config.layers();
        blocks = family.names().blocks();
        afterEmbedding = new ScriptWriter("0", family.norm(), Map.of());
        afterEmbedding.weight(family.names().embedding(), config.vocabularySize(), config.hiddenSize());
        family.afterEmbedding(afterEmbedding, config);
        beforeAttention = new ScriptWriter("offset", family.norm(), lora.ofBlock(blocks, layers));
        family.beforeAttention(beforeAttention, config);
        afterAttention = beforeAttention.next();
        family.afterAttention(afterAttention, config);
        last = new ScriptWriter("offset", family.norm(), Map.of());
        last.norm("x", "x", family.names().lastNorm(), config.hiddenSize());
        if (!config.tiedHead()) {
            last.weight(family.names().head(), config.vocabularySize(), config.hiddenSize());
        }
        headWeight = config.tiedHead() ? 0 : lastNorm() + last.parameters().size() - 1;
    }

    int firstOfBlocks() {
        return afterEmbedding.parameters().size();
    }

    int weightsOfBlock() {
        return beforeAttention.parameters().size();
    }

    /** Place of the first weight after the blocks. */
    int lastNorm() {
        return firstOfBlocks() + layers * weightsOfBlock();
    }

    /** Place of the token head's matrix in the list: the embedding's if they are one. */
    int headWeight() {
        return headWeight;
    }

    /** The linear maps of a block, by their names in it. */
    List<LinearMap> blockMaps() {
        return beforeAttention.maps();
    }

    /** Name of a block's map in the checkpoint. */
    String nameIn(int layer, LinearMap map) {
        return blocks + layer + "." + map.name();
    }

    /** The linear maps of all blocks, by their names in the checkpoint. */
    List<LinearMap> maps() {
        List<LinearMap> all = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            for (LinearMap map : blockMaps()) {
                all.add(map.named(nameIn(layer, map)));
            }
        }
        return all;
    }

    List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        afterEmbedding.parameters().forEach(parameter -> all.add(maybeWhole(parameter)));
        for (int layer = 0; layer < layers; layer++) {
            for (Parameter parameter : beforeAttention.parameters()) {
                all.add(inLayer(layer, parameter));
            }
        }
        last.parameters().forEach(parameter -> all.add(maybeWhole(parameter)));
        return all;
    }

    private Parameter maybeWhole(Parameter parameter) {
        return lora.whole().contains(parameter.name()) ? new Parameter(parameter.name(), true, parameter.shape()) : parameter;
    }

    private Parameter inLayer(int layer, Parameter parameter) {
        String name = blocks + layer + "." + parameter.name();
        if (!parameter.adapter()) {
            return new Parameter(name, parameter.shape());
        }
        boolean a = name.endsWith(Lora.A);
        int rank = lora.rankOf(name.substring(0, name.length() - Lora.A.length()));
        return new Parameter(name, true, a ? new long[] {rank, parameter.shape()[1]} : new long[] {parameter.shape()[0], rank});
    }
}
