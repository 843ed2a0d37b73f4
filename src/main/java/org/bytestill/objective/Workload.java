package org.bytestill.objective;

import org.bytestill.model.ModelConfig;

/**
 * The sizes that the cost of training follows from.
 *
 * @param student              shapes of the student
 * @param studentParameters    its weights
 * @param bytesPerStudentToken of the training text, from a sample
 * @param documentTokens       tokens of the longest document
 * @param microBatchDocuments  documents computed at once
 * @param tokenFlops           operations that training on one token's loss takes, forward and backward
 */
public record Workload(ModelConfig student, long studentParameters, double bytesPerStudentToken, double documentTokens, int microBatchDocuments,
        double tokenFlops) {
    /** Tokens of the documents that are computed at once. */
    public double microBatchTokens() {
        return microBatchDocuments * documentTokens;
    }
}
