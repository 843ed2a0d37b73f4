package org.bytestill.student;

import java.util.List;
import org.bytestill.model.Checkpoint;
import org.bytestill.model.Lora;
import org.bytestill.model.Weights;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.jspecify.annotations.Nullable;

/**
 * What of a student's decoder is trained: full fine-tuning, LoRA, or the byte head alone.
 *
 * @param lora which adapters, if they are what is trained
 * @param seed of new adapters
 */
public record Adaptation(Form form, Lora.@Nullable Choice lora, long seed) {
    public static final Adaptation FULL = new Adaptation(Form.FULL, null, 0);
    public static final Adaptation HEAD = new Adaptation(Form.HEAD, null, 0);

    /** All weights, low-rank adapters beside frozen weights, or nothing but the byte head. */
    public enum Form { FULL, LORA, HEAD }

    /** Adapters on every linear map of the blocks. */
    public static Adaptation lora(int rank, double alpha, long seed) {
        return new Adaptation(Form.LORA, new Lora.Choice(rank, alpha, List.of(), List.of()), seed);
    }

    /** @param frozen number format of matrices that are not trained */
    Weights load(Checkpoint checkpoint, Dtype frozen, Device device) {
        return switch (form) {
            case FULL -> Weights.trainable(checkpoint, device);
            case LORA -> Weights.adapted(checkpoint, lora, seed, frozen, device);
            case HEAD -> Weights.frozen(checkpoint, frozen, device);
        };
    }
}
