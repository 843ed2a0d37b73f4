package org.bytestill.run;

import java.util.List;
import java.util.Map;

/** Observer of a training loop, called on the loop's thread; must return at once. */
public interface RunListener {
    void stateChanged(RunState state, TrainingState at);

    void happened(RunEvent.Kind kind, int update, String message);

    void trained(Map<Metric, Double> row);

    void evaluated(Map<Metric, Double> row);

    /** The results of the evaluation after an update, document by document. */
    default void scored(int update, List<DocumentScore> documents) {}
}
