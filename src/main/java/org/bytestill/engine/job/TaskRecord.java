package org.bytestill.engine.job;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytestill.evaluate.Interval;

/**
 * Results of tasks that a run keeps.
 *
 * @param folder  where they lie
 * @param at      when they were measured
 * @param request what was asked
 * @param models  the asked models in their order, at least one
 * @param against the model they are compared with
 * @param teacher the model whose choices are compared
 * @param notes   deviations and what was passed over, as sentences
 * @param seconds without loading models
 */
public record TaskRecord(Path folder, Instant at, TaskRequest request, List<Model> models, Optional<Model> against,
        Optional<Model> teacher, List<String> notes, double seconds) {
    /**
     * A model with its results.
     *
     * @param model     its folder
     * @param update    update of the checkpoint; -1 for a model that is no checkpoint
     * @param samples   the file with a line a document
     * @param figures   in the order of tasks and metrics
     * @param agreement share of documents with the teacher's choice, by task; without tasks that have no choices
     */
    public record Model(Path model, int update, Path samples, List<Figure> figures, Map<String, Double> agreement) {}

    /**
     * A metric of a task.
     *
     * @param task           name of the task
     * @param alias          how it is called in tables
     * @param key            metric and filter, such as {@code acc,none}
     * @param standardError  NaN where lm-evaluation-harness gives none
     * @param interval       the value with its 95 % interval
     * @param documents      evaluated documents
     * @param shots          examples before each question
     * @param difference     of the model it is compared with minus this one
     */
    public record Figure(String task, String alias, String key, double standardError, Interval interval, boolean higherIsBetter,
            int documents, int shots, Optional<Difference> difference) {
        public double value() {
            return interval.value();
        }
    }

    /**
     * A paired comparison.
     *
     * @param interval the difference with its 95 % interval
     * @param higher   documents on which the other model has the higher value
     * @param lower    documents on which it has the lower one
     * @param signP    probability of so uneven numbers if both were equally good
     */
    public record Difference(Interval interval, int higher, int lower, double signP) {}
}
