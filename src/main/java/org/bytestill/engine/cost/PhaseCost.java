package org.bytestill.engine.cost;

/**
 * Time and memory of a run in parts, as the formula says it or as it was measured. What does not occur or was not measured is NaN, or 0
 * bytes.
 *
 * @param convertSeconds    reading all the text with the teacher before training
 * @param warmUpSeconds     one update of step 1, on average
 * @param updateSeconds     one update of the last step, on average
 * @param evaluationSeconds one evaluation with its checkpoint, on average
 * @param convertBytes      most memory held while converting
 * @param trainBytes        most memory held while training
 */
public record PhaseCost(double convertSeconds, double warmUpSeconds, double updateSeconds, double evaluationSeconds, long convertBytes,
        long trainBytes) {
    /** The same where memory was not the run's alone. */
    public PhaseCost withoutMemory() {
        return new PhaseCost(convertSeconds, warmUpSeconds, updateSeconds, evaluationSeconds, 0, 0);
    }
}
