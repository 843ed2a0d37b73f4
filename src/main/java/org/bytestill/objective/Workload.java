package org.bytestill.objective;

import org.bytestill.model.ModelConfig;

/**
 * Sizes from which the cost of training is estimated.
 *
 * @param student              configuration of the student, with its shapes
 * @param studentParameters    number of its weights
 * @param bytesPerStudentToken mean bytes of a token in a sample of the training text
 * @param documentTokens       tokens of the longest document
 * @param microBatchDocuments  documents computed at once
 * @param tokenFlops           operations of training on one token's loss, forward and backward
 */
public record Workload(ModelConfig student, long studentParameters, double bytesPerStudentToken, double documentTokens,
        int microBatchDocuments,
        double tokenFlops) {
    /** Number of tokens of the documents that are computed at once. */
    public double microBatchTokens() {
        return microBatchDocuments * documentTokens;
    }
}
