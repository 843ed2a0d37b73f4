package org.bytestill.engine.plan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bytestill.config.RunConfig;
import org.bytestill.problem.Problem;
import org.bytestill.problem.UserError;
import org.bytestill.run.TaskMetric;
import org.bytestill.tasks.PreparedTask;
import org.bytestill.tasks.TaskSettings;
import org.bytestill.tasks.Tasks;
import org.bytestill.tasks.file.OutputType;
import org.bytestill.tasks.file.TaskConfig;
import org.bytestill.tasks.file.TaskFile;
import org.bytestill.text.PublishedTokenizer;
import org.bytestill.util.Texts;

/** Validation of the tasks that are asked during a run: their files and data are read, and the first document of each is asked of nobody. */
final class TaskCheck {
    private static final Texts TEXTS = Texts.of("checks");
    private static final String FIELD = "evaluation.tasks";

    private final RunConfig config;
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private TaskCheck(RunConfig config) {
        this.config = config;
    }

    static List<Problem> problems(RunConfig config) {
        TaskCheck check = new TaskCheck(config);
        for (String file : config.evaluation().tasks()) {
            check.orProblem(() -> check.check(Path.of(file)));
        }
        // The tokenizer of a student that gets a new one is not written yet.
        if (!config.evaluation().tasks().isEmpty() && !config.student().isBlank() && config.newTokenizer().isBlank()) {
            check.orProblem(() -> PublishedTokenizer.open(Path.of(config.student())).close());
        }
        return check.problems;
    }

    private void orProblem(Runnable check) {
        try {
            check.run();
        } catch (UserError e) {
            problems.add(Problem.error(FIELD, e.getMessage(), ""));
        }
    }

    private void check(Path file) {
        TaskConfig task = TaskFile.read(file);
        if (!names.add(TaskMetric.safe(task.name()))) {
            problems.add(Problem.error(FIELD, TEXTS.get("tasks.twice", file, task.name()), TEXTS.get("tasks.twice.cure")));
        }
        Tasks.check(PreparedTask.of(task, TaskSettings.limited(1)));
        task.notes().forEach(note -> problems.add(Problem.note(FIELD, note)));
        if (task.outputType() == OutputType.GENERATE_UNTIL) {
            problems.add(Problem.note(FIELD, TEXTS.get("tasks.generates", task.name(), String.valueOf(config.evaluation().taskShare()))));
        }
    }
}
