package org.bytestill.model;

import java.util.ArrayList;
import java.util.List;

/** The weights of a whole decoder in the order in which its script takes them: embedding, blocks, last norm, untied head. */
final class ModelParameters {
    static final String EMBEDDING = "model.embed_tokens.weight";
    static final String LAST_NORM = "model.norm.weight";
    static final String HEAD = "lm_head.weight";

    private ModelParameters() {}

    static List<Parameter> of(ModelConfig config) {
        List<Parameter> block = Family.of(config).blockParameters(config);
        List<Parameter> all = new ArrayList<>();
        all.add(new Parameter(EMBEDDING, config.vocabularySize(), config.hiddenSize()));
        for (int layer = 0; layer < config.layers(); layer++) {
            for (Parameter parameter : block) {
                all.add(new Parameter("model.layers." + layer + "." + parameter.name(), parameter.shape()));
            }
        }
        all.add(new Parameter(LAST_NORM, config.hiddenSize()));
        if (!config.tiedHead()) {
            all.add(new Parameter(HEAD, config.vocabularySize(), config.hiddenSize()));
        }
        return all;
    }
}
