package org.bytestill.run;

import java.util.List;
import java.util.Map;

/** Observer of a training loop, called on the loop's thread; must return at once. */
public interface RunListener {
    void stateChanged(RunState state, TrainingState at);

    void happened(RunEvent.Kind kind, int update, String message);

    /** The alert that the student's own texts grow, are no longer ended or repeat themselves. */
    String OWN_TEXTS = "own-texts";

    /**
     * Something for which a person should look at the run.
     *
     * @param alert a word by which a window offers actions
     */
    default void alerted(String alert, int update, String message) {
        happened(RunEvent.Kind.WARNING, update, message);
    }

    void trained(Map<Metric, Double> row);

    void evaluated(Map<Metric, Double> row);

    /** The results of the evaluation after an update, document by document. */
    default void scored(int update, List<DocumentScore> documents) {}
}
