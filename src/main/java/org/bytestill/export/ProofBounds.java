package org.bytestill.export;

/**
 * Tolerances of the proof of export: up to these differences the exported model counts as equal to its checkpoint.
 *
 * @param logitDifference largest difference of a logit; infinite if only distributions are compared
 * @param top1Equal       smallest share of positions with the same most probable outcome
 * @param klBits          largest mean KL(checkpoint || export) in bits; infinite if only logits are compared
 */
public record ProofBounds(double logitDifference, double top1Equal, double klBits) {
    /** In float32 the same weights are added in the same order; anything above this is another model. */
    static final ProofBounds FLOAT32 = new ProofBounds(1e-3, 0, Double.POSITIVE_INFINITY);
    /** Both sides rounded to the same narrower format: sums in another order may move logits, but not what they say. */
    static final ProofBounds ROUNDED = new ProofBounds(Double.POSITIVE_INFINITY, 1, 1e-6);
    /** What was quantised differs; by how much is told and not judged, as long as it is a number. */
    static final ProofBounds TOLD = new ProofBounds(Double.MAX_VALUE, 0, Double.MAX_VALUE);
}
