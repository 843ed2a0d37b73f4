package org.bytestill.distill;

import java.util.Map;

/** Measures a student on held-out text. */
@FunctionalInterface
public interface Evaluator {
    /** What was measured, by the student's weights as they are now. */
    Map<Metric, Double> evaluate();
}
