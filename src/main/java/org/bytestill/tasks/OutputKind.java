package org.bytestill.tasks;

import org.bytestill.tasks.score.LanguageModel;
import org.bytestill.util.Progress;

/** What a task asks of a model, and what it measures of it: an output type of lm-evaluation-harness. */
interface OutputKind {
    /** @throws org.bytestill.problem.UserError naming what of the task does not fit; CancellationException if the listener stops it */
    TaskResult evaluate(PreparedTask task, LanguageModel model, Progress progress);
}
