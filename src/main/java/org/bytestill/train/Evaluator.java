package org.bytestill.train;

import java.util.Map;
import org.bytestill.run.Metric;

/** Evaluates a student on the validation text. */
@FunctionalInterface
public interface Evaluator {
    /** The metrics of the student's present weights; if the weights are not finite, the token loss is NaN. */
    Map<Metric, Double> evaluate();
}
