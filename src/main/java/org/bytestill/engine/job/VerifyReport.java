package org.bytestill.engine.job;

/**
 * How far a model is from a stored reference; null for what the reference does not hold.
 *
 * @param maxAbsLogitDifference      largest difference of a logit where attention_mask is 1
 * @param lossDifference             difference of the mean next-token cross-entropy over those positions, in nats
 * @param maxRelGradientDifference   over all gradients, the largest difference over the tensor's largest entry
 * @param worstGradient              parameter at which that is
 * @param positions                  positions compared
 */
public record VerifyReport(Double maxAbsLogitDifference, Double lossDifference, Double maxRelGradientDifference, String worstGradient, int positions) {}
