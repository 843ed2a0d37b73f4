package org.bytestill.tasks;

import java.util.List;
import java.util.Map;
import org.bytestill.tasks.file.TaskConfig;
import org.bytestill.tasks.metrics.ChosenMetric.Measured;

/**
 * The result of a task.
 *
 * @param shots     examples before each question
 * @param measured  the metrics by metric and filter, such as {@code acc,none}, in the order of filters and metrics
 * @param documents what became of each document
 */
public record TaskResult(TaskConfig task, int shots, Map<String, Measured> measured, List<DocumentResult> documents) {
    /** Share of documents with the same chosen choice as in another result of the same task; NaN without choices. */
    public double agreement(TaskResult other) {
        long same = 0;
        long choices = 0;
        for (int i = 0; i < documents.size(); i++) {
            choices += documents.get(i).chosen() >= 0 ? 1 : 0;
            same += documents.get(i).chosen() >= 0 && documents.get(i).chosen() == other.documents.get(i).chosen() ? 1 : 0;
        }
        return (double) same / choices;
    }
}
