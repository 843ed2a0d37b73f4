package org.bytestill.engine.job;

import org.jspecify.annotations.Nullable;

/**
 * Differences of a model from a stored reference; null for quantities that the reference does not contain.
 *
 * @param maxAbsLogitDifference      largest difference of a logit where attention_mask is 1
 * @param lossDifference             difference of the mean next-token cross-entropy over those positions, in nats
 * @param maxRelGradientDifference   largest over all gradients of the largest difference divided by the tensor's largest entry
 * @param worstGradient              parameter with that difference
 * @param positions                  positions compared
 */
public record VerifyReport(@Nullable Double maxAbsLogitDifference, @Nullable Double lossDifference,
        @Nullable Double maxRelGradientDifference, String worstGradient,
        int positions) {}
