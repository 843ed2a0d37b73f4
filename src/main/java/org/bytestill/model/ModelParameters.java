package org.bytestill.model;

import java.util.List;

/** The weights of a whole decoder in the order in which its script takes them. */
final class ModelParameters {
    private ModelParameters() {}

    static List<Parameter> of(ModelConfig config) {
        return new DecoderPlan(config, Lora.NONE).parameters();
    }
}
