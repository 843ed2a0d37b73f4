package org.bytestill.engine.plan;

import java.nio.file.Path;
import org.bytestill.config.RunConfig;
import org.bytestill.tasks.PreparedTask;
import org.bytestill.tasks.TaskSettings;
import org.bytestill.tasks.file.OutputType;
import org.bytestill.tasks.file.TaskFile;

/** What tasks during a run cost. */
final class TaskCost {
    /** Tokens of an answer, about; most end at a stop string. */
    private static final long ANSWER_TOKENS = 64;

    private TaskCost() {}

    /**
     * FLOPs of all tasks of a run: at its two ends, and in between within their share of the training.
     *
     * @param parameters    of the student
     * @param bytesPerToken of the student's tokenizer
     * @param training      FLOPs of all updates
     */
    static double flops(RunConfig config, long parameters, double bytesPerToken, double training) {
        RunConfig.Evaluation evaluation = config.evaluation();
        double once = 2.0 * parameters * evaluation.tasks().stream().mapToDouble(file -> tokens(config, file, bytesPerToken)).sum();
        double between = config.training().updates() / (double) evaluation.everyUpdates() / evaluation.tasksEvery();
        return 2 * once + Math.min(between * once, evaluation.taskShare() * training);
    }

    private static double tokens(RunConfig config, String file, double bytesPerToken) {
        PreparedTask task = PreparedTask.of(TaskFile.read(Path.of(file)), TaskSettings.limited(config.evaluation().taskLimit()));
        long answers = task.config().outputType() == OutputType.GENERATE_UNTIL ? task.documents().size() * (long) task.config().repeats()
                : 0;
        return task.readBytes() / bytesPerToken + answers * ANSWER_TOKENS;
    }
}
