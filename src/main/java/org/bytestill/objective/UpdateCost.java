package org.bytestill.objective;

/**
 * Cost of an update of an objective.
 *
 * @param times     operations, as a multiple of those for the token loss alone
 * @param positions positions of the backbone whose activations are held at once
 */
public record UpdateCost(double times, double positions) {
    /** The cost of training on the token loss. */
    public static UpdateCost ofTokens(Workload workload) {
        return new UpdateCost(1, workload.microBatchTokens());
    }
}
