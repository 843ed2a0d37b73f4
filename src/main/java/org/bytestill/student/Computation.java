package org.bytestill.student;

import org.bytestill.torch.Dtype;

/**
 * How a training pass is computed: mixed precision, activation recomputation, and chunks of logits. What it computes is the same.
 *
 * @param precision    number format of products and attention: float32, or bfloat16 over float32 weights (mixed precision)
 * @param recompute    activation recomputation (gradient checkpointing): a block's activations are computed again in the backward pass
 *                     instead of kept: less memory, more time (TrainingStepBench: a quarter with adapters to four fifths), the same
 *                     gradients to the bit
 * @param logitsBytes  most bytes of the block of logits that is held at once; at least one row is
 */
public record Computation(Dtype precision, boolean recompute, long logitsBytes) {
    /** Enough rows for a matrix product to be fast with the largest vocabularies of today. */
    public static final long LOGITS_BYTES = 32L << 20;

    /** Float32, everything kept. */
    public static final Computation PLAIN = new Computation(Dtype.FLOAT32, false, LOGITS_BYTES);

    /** Rows of logits, float32, that are held at once. */
    public int rowsAtOnce(int vocabularySize) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, logitsBytes / (4L * vocabularySize)));
    }
}
