package org.bytestill.engine.job;

import java.nio.file.Path;
import java.util.List;
import org.bytestill.tasks.TaskResult;
import org.jspecify.annotations.Nullable;

/**
 * Results of tasks.
 *
 * @param models  the asked models in their order: checkpoints of a run if all were asked for
 * @param against the other model; null if none was named
 * @param teacher null if none was named
 * @param notes   deviations and what was passed over, as sentences
 * @param seconds without loading models
 */
public record TaskReport(List<Asked> models, @Nullable Asked against, @Nullable Asked teacher, List<String> notes, double seconds) {
    /**
     * A model and its results.
     *
     * @param folder folder of the model
     * @param update update of the checkpoint, -1 for a model that is no checkpoint
     * @param results in the order of the tasks
     */
    public record Asked(Path folder, int update, List<TaskResult> results) {}
}
