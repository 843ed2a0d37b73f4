package org.bytestill.model;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import org.bytestill.problem.UserError;

/** What wrappers of PyTorch and its kin put before the names of a model's weights when the wrapper is saved in place of the model. */
final class TensorPrefix {
    private static final Map<String, String> CURES = Map.of("_orig_mod.", "torch.compile put it there: save model._orig_mod", "module.",
            "data-parallel training put it there: save model.module", "base_model.model.",
            "PEFT put it there: merge the adapter into its base (merge_and_unload) and save that", "language_model.",
            "the model is a part of one that also sees or hears: save its language model");
    private static final String OTHERWISE = "Save the model with save_pretrained, from which transformers loads it";

    private TensorPrefix() {}

    /** @throws UserError with the prefix, if the files hold the weight under a longer name */
    static void refuse(Path folder, String weight, Collection<String> stored) {
        stored.stream().filter(name -> name.endsWith("." + weight)).findFirst().ifPresent(name -> {
            String prefix = name.substring(0, name.length() - weight.length());
            throw UserError.badInput("%s holds \"%s\" where \"%s\" was expected: the names have \"%s\" in front. %s.", folder, name, weight,
                    prefix, CURES.getOrDefault(prefix, OTHERWISE));
        });
    }
}
