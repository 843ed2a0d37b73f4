package org.bytestill.train;

import java.util.Map;
import org.bytestill.run.Metric;

/** Measures a student on held-out text. */
@FunctionalInterface
public interface Evaluator {
    /** What was measured, by the student's weights as they are now; if they are not finite, a token loss that is no number. */
    Map<Metric, Double> evaluate();
}
