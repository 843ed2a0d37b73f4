package org.bytestill.model;

import java.util.List;
import java.util.stream.IntStream;

/** The list {@code layer_types} of newer configurations: which layers have sliding-window attention. */
final class LayerTypes {
    private static final String KEY = "layer_types";
    static final String FULL = "full_attention";
    /** The first releases' word for it. */
    private static final String OLD_FULL = "attention";
    static final String SLIDING = "sliding_attention";

    private LayerTypes() {}

    /** @param otherwise the family's rule where there is no list */
    static boolean isSliding(ModelConfig config, int layer, boolean otherwise) {
        return config.keys().isNull(KEY) ? otherwise : config.keys().texts(KEY).get(layer).equals(SLIDING);
    }

    /**
     * @param window width of the sliding attention; 0 if the configuration has none
     * @throws org.bytestill.problem.UserError if the list names another number of layers, or a kind of layer that is not computed
     */
    static void check(Family family, ModelConfig config, int window) {
        ConfigKeys keys = config.keys();
        List<String> types = keys.texts(KEY);
        if (!keys.isNull(KEY) && (types.size() != config.layers() || !List.of(FULL, OLD_FULL, SLIDING).containsAll(types))) {
            throw keys.wrong(KEY, config.layers() + " entries are needed, each " + FULL + " or " + SLIDING);
        }
        boolean slides = types.contains(SLIDING) || IntStream.range(0, config.layers()).anyMatch(layer -> family.isSliding(config, layer));
        if (slides && !family.knowsWindows()) {
            throw keys.wrong(KEY, "a " + config.modelType() + " model has no sliding-window attention");
        }
        if (slides && window == 0) {
            throw keys.wrong("sliding_window", "layers have sliding-window attention (layer_types), so its width is needed");
        }
    }
}
