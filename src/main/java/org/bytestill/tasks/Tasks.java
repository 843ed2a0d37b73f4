package org.bytestill.tasks;

import java.util.Map;
import org.bytestill.tasks.file.OutputType;
import org.bytestill.tasks.score.LanguageModel;
import org.bytestill.util.Progress;

/** Evaluates tasks: registry of the output types. */
public final class Tasks {
    private static final Map<OutputType, OutputKind> KINDS = Map.of(
            OutputType.MULTIPLE_CHOICE, new MultipleChoice(),
            OutputType.LOGLIKELIHOOD, new SingleContinuation(),
            OutputType.LOGLIKELIHOOD_ROLLING, new WholeText(),
            OutputType.GENERATE_UNTIL, new Answering());

    private Tasks() {}

    /**
     * Finds what is wrong with a task without a model: writes its prompts and measures empty answers.
     *
     * @throws org.bytestill.problem.UserError as {@link OutputKind#evaluate}
     */
    public static void check(PreparedTask task) {
        evaluate(task, new SilentModel(), Progress.NONE);
    }

    /** Asks a model. Throws as {@link OutputKind#evaluate}. */
    public static TaskResult evaluate(PreparedTask task, LanguageModel model, Progress progress) {
        return KINDS.get(task.config().outputType()).evaluate(task, model, progress);
    }
}
