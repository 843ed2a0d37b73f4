package org.bytestill.model;

import java.util.List;

/** The list {@code layer_types} of newer configurations: which layers have sliding-window attention. */
final class LayerTypes {
    private static final String KEY = "layer_types";
    static final String FULL = "full_attention";
    static final String SLIDING = "sliding_attention";

    private LayerTypes() {}

    /** @param otherwise the family's rule where there is no list */
    static boolean isSliding(ModelConfig config, int layer, boolean otherwise) {
        List<String> types = config.keys().texts(KEY);
        if (types.isEmpty()) {
            return otherwise;
        }
        if (types.size() != config.layers() || !List.of(FULL, SLIDING).containsAll(types)) {
            throw config.keys().wrong(KEY, config.layers() + " entries are needed, each " + FULL + " or " + SLIDING);
        }
        return types.get(layer).equals(SLIDING);
    }
}
