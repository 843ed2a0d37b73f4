package org.bytestill.tasks.metrics;

import java.util.List;
import java.util.Set;

/**
 * How a model chose.
 *
 * @param choices       the choices, without delimiter
 * @param logs          log-likelihood of each
 * @param isGreedy      for each whether it is what the model would have written
 * @param unconditional log-likelihood of each without the question; empty if it was not asked for
 * @param right         numbers of the right choices
 */
public record ChoiceOutcome(List<String> choices, double[] logs, boolean[] isGreedy, double[] unconditional, Set<Integer> right) {
    /** The first of the largest values, as numpy's argmax. */
    static int largest(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    /** The choice with the greatest log-likelihood. */
    public int chosen() {
        return largest(logs);
    }
}
