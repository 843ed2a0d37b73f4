package org.bytestill.model;

import java.util.List;
import java.util.stream.Collectors;
import org.bytestill.problem.UserError;

/**
 * How one family of decoders computes: its weights, and the two halves of a block around the attention. Everything else
 * is the same for all and stands in {@link DecoderScript}.
 *
 * <p>A half is the body of a TorchScript method. {@code ${name}} in it stands for the block's weight of that name.
 */
interface Family {
    /** The families that can be loaded; adding one is adding its file here. */
    List<Family> ALL = List.of(new Llama());

    /** The {@code model_type} of {@code config.json}. */
    String modelType();

    /** Weights of block {@code i}, named without the prefix {@code model.layers.i.}. */
    List<Parameter> blockParameters(ModelConfig config);

    /**
     * From the residual stream x (batch, positions, hidden) to rotated queries (batch, heads, positions, head size), keys
     * and values. May use {@code B}, {@code T}, {@code cos}, {@code sin}; assigns {@code q}, {@code k}, {@code v}.
     */
    String project(ModelConfig config);

    /** From the residual stream x and the attention's result y (batch, positions, heads x head size) to the next x. */
    String finish(ModelConfig config);

    static Family of(ModelConfig config) {
        return ALL.stream().filter(family -> family.modelType().equals(config.modelType())).findFirst()
                .orElseThrow(() -> UserError.badInput("Architecture \"%s\" is not supported; these are: %s.", config.modelType(),
                        ALL.stream().map(Family::modelType).sorted().collect(Collectors.joining(", "))));
    }
}
