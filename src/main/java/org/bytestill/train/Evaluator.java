package org.bytestill.train;

import java.util.List;
import java.util.Map;
import org.bytestill.run.DocumentScore;
import org.bytestill.run.Metric;

/** Evaluates a student on the validation text. */
public interface Evaluator {
    /**
     * The metrics of the student's present weights; if the weights are not finite, the token loss is NaN.
     *
     * @param update number of updates so far
     */
    Map<Metric, Double> evaluate(int update);

    /** The results of the last {@link #evaluate()}, document by document; none if they were not kept. */
    default List<DocumentScore> documents() {
        return List.of();
    }

    /** Bits per byte of a few documents, NaN if there are none: whether the student is still a language model. */
    double quickBitsPerByte();
}
