package org.bytestill.ui.tasks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.bytestill.engine.Engine;
import org.bytestill.engine.job.TaskRecord;
import org.bytestill.engine.job.TaskRecords;
import org.bytestill.engine.job.TaskRequest;
import org.bytestill.engine.run.CheckpointInfo;
import org.bytestill.engine.run.Run;
import org.bytestill.problem.Failure;
import org.bytestill.problem.UserError;
import org.bytestill.ui.common.FailureText;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Latest;
import org.bytestill.ui.common.Tasks;
import org.bytestill.util.Texts;

/**
 * Tasks asked of the checkpoints of runs, one evaluation a run at a time: it goes on while something else is looked at, and its results stay
 * with the run. Without controls; on the window's thread.
 */
public final class TasksViewModel {
    /** The evaluation of one run. */
    private final class Job {
        private final Latest latest = new Latest(window);
        private volatile double share;
        private long startedNanos;
        private boolean running;
        private String problem = "";

        private void ask(TaskRequest request) {
            Latest.Question question = latest.ask();
            share = 0;
            startedNanos = nanos.getAsLong();
            running = true;
            problem = "";
            Run asked = run;
            question.await(engine.tasks(asked.folder(), request, (done, total) -> {
                share = total == 0 ? 0 : (double) done / total;
                return question.isWanted();
            }), (kept, failure) -> ended(asked, failure));
        }

        private void ended(Run asked, Throwable failure) {
            running = false;
            problem = failure == null || Failure.isCancellation(failure) ? "" : FailureText.of(Failure.causeOf(failure));
            if (isShown(asked)) {
                readAgain();
            }
            showJob();
        }

        private double secondsLeft() {
            double passed = (nanos.getAsLong() - startedNanos) / 1e9;
            return share > 0 ? passed * (1 - share) / share : Double.NaN;
        }

        private void cancel() {
            latest.cancel();
            running = false;
        }
    }

    /** What the disk says of a run. */
    private record Found(List<CheckpointInfo> checkpoints, List<TaskRecord> records) {}

    private final Texts texts = Texts.of("tasks");
    private final Engine engine;
    private final Tasks tasks;
    private final Executor window;
    private final LongSupplier nanos;
    private final AskModel ask = new AskModel();
    private final ResultsModel results;
    private final RecentTasks recent;
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper(this, "running", false);
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private final Map<Path, Job> jobs = new HashMap<>();
    private Run run;
    private boolean reading;

    /**
     * @param tasks  for what reads the disk
     * @param window runs what changes properties
     * @param recent the file that remembers task files
     */
    public TasksViewModel(Engine engine, Tasks tasks, Executor window, Path recent) {
        this(engine, tasks, window, recent, System::nanoTime);
    }

    /** @param nanos a clock that only goes forward */
    TasksViewModel(Engine engine, Tasks tasks, Executor window, Path recent, LongSupplier nanos) {
        this.engine = engine;
        this.tasks = tasks;
        this.window = window;
        this.nanos = nanos;
        this.recent = new RecentTasks(recent, tasks);
        results = new ResultsModel(tasks, failure -> problem.set(FailureText.of(failure)));
    }

    AskModel ask() {
        return ask;
    }

    ResultsModel results() {
        return results;
    }

    RecentTasks recent() {
        return recent;
    }

    /** Another run, with its own evaluation and results. */
    void show(Run shown) {
        boolean another = run == null || !run.folder().equals(shown.folder());
        run = shown;
        if (another) {
            ask.show(run);
            results.show(List.of());
            recent.read();
            read(true);
        }
        showJob();
    }

    /** Looks for checkpoints and results that are new. */
    void refresh() {
        read(false);
    }

    private void readAgain() {
        reading = false;
        read(false);
    }

    private void read(boolean first) {
        if (run == null || reading && !first) {
            return;
        }
        reading = true;
        Run asked = run;
        tasks.run(() -> new Found(asked.checkpoints(), TaskRecords.of(asked.folder())), found -> {
            if (isShown(asked)) {
                reading = false;
                take(found, first);
            }
        }, thrown -> {
            if (isShown(asked)) {
                reading = false;
                problem.set(FailureText.of(thrown));
            }
        });
    }

    private void take(Found found, boolean first) {
        ask.offer(found.checkpoints());
        if (first && !found.records().isEmpty()) {
            ask.ask(found.records().get(0).request());
        }
        results.show(found.records());
    }

    private boolean isShown(Run asked) {
        return run.folder().equals(asked.folder());
    }

    private Job job() {
        return jobs.computeIfAbsent(run.folder(), folder -> new Job());
    }

    private void showJob() {
        running.set(job().running);
        problem.set(job().problem);
    }

    ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** What went wrong; empty if nothing did. */
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** How far the evaluation is, with the time left. */
    String progress() {
        Job job = job();
        String share = Format.percent(job.share, 0);
        double left = job.secondsLeft();
        return job.share == 0 ? texts.get("progress.opening") : texts.get("progress", share, Format.span(left));
    }

    /** Asks; a mistake is said, and nothing begins. */
    void start() {
        if (job().running || !ask.missing().isEmpty()) {
            return;
        }
        try {
            TaskRequest request = ask.request();
            recent.used(request.tasks());
            job().ask(request);
            showJob();
        } catch (UserError e) {
            problem.set(e.getMessage());
        }
    }

    /** Ends it before the next documents; nothing is kept of it. */
    void cancel() {
        job().cancel();
        showJob();
    }

    /** The run whose results are shown. */
    Run run() {
        return run;
    }

    /** Writes the samples of the shown model as JSON Lines. */
    void saveSamples(Path file) {
        Path samples = results.modelProperty().get().samples();
        tasks.run(() -> {
            try {
                return Files.copy(samples, file, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw UserError.disk("%s cannot be written: %s. Choose another place.", file, e.getMessage()).causedBy(e);
            }
        }, written -> {}, thrown -> problem.set(FailureText.of(thrown)));
    }
}
