package org.bytestill.ui.export;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytestill.engine.Engine;
import org.bytestill.engine.job.ExportReport;
import org.bytestill.problem.Failure;
import org.bytestill.ui.common.Reports;
import org.jspecify.annotations.Nullable;

/**
 * The exports since the window was opened: how far each is or how it ended, also after another run or checkpoint was looked at. Of
 * each run one is under way at a time. On the window's thread.
 */
final class ExportJobs {
    /** Where an export has got to. */
    enum Phase { IDLE, RUNNING, DONE, FAILED }

    /**
     * An export.
     *
     * @param choice  what is exported; null if nothing was asked for
     * @param done    work done, of {@code total}; 0 of 0 before the first report
     * @param report  the proof, or null
     * @param failure why it failed, or null
     */
    record Status(Phase phase, @Nullable ExportChoice choice, long done, long total, @Nullable ExportReport report,
            @Nullable Throwable failure) {
        static final Status IDLE = new Status(Phase.IDLE, null, 0, 0, null, null);

        static Status running(ExportChoice choice, long done, long total) {
            return new Status(Phase.RUNNING, choice, done, total, null, null);
        }

        static Status ended(ExportChoice choice, ExportReport report, Throwable failure) {
            if (report != null) {
                return new Status(Phase.DONE, choice, 0, 0, report, null);
            }
            return Failure.isCancellation(failure) ? IDLE : new Status(Phase.FAILED, choice, 0, 0, null, failure);
        }

        boolean isProven() {
            return phase == Phase.DONE && report.proof().proven();
        }
    }

    private static final class Job {
        private final AtomicBoolean mayGoOn = new AtomicBoolean(true);
        private Status status;
    }

    private final Engine engine;
    private final Executor ui;
    private final Runnable changed;
    private final Map<ExportChoice, Job> ofChoice = new HashMap<>();
    private final Map<Path, Job> newest = new HashMap<>();

    /**
     * @param ui      runs on the window's thread
     * @param changed is called there whenever an export has got on
     */
    ExportJobs(Engine engine, Executor ui, Runnable changed) {
        this.engine = engine;
        this.ui = ui;
        this.changed = changed;
    }

    /** The newest export of a run. */
    Status newest(Path run) {
        return newest.containsKey(run) ? newest.get(run).status : Status.IDLE;
    }

    /** What is under way for the run of a choice, or else how the choice's own export ended. */
    Status of(ExportChoice choice) {
        Status now = newest(choice.run());
        if (now.phase() == Phase.RUNNING) {
            return now;
        }
        return ofChoice.containsKey(choice) ? ofChoice.get(choice).status : Status.IDLE;
    }

    /**
     * Writes and proves in the background.
     *
     * @param ended is called on the window's thread before the end is shown
     */
    void start(ExportChoice choice, Path target, Runnable ended) {
        Job job = new Job();
        ofChoice.put(choice, job);
        newest.put(choice.run(), job);
        show(job, Status.running(choice, 0, 0));
        Reports reports = new Reports(ui);
        engine.export(choice.request(target), (done, total) -> {
            reports.pass(() -> {
                if (job.status.phase() == Phase.RUNNING) {
                    show(job, Status.running(choice, done, total));
                }
            });
            return job.mayGoOn.get();
        }).whenComplete((report, failure) -> ui.execute(() -> {
            ended.run();
            show(job, Status.ended(choice, report, failure));
        }));
    }

    private void show(Job job, Status now) {
        job.status = now;
        changed.run();
    }

    /** Ends the run's export that is under way at its next report. */
    void cancel(Path run) {
        if (newest.containsKey(run)) {
            newest.get(run).mayGoOn.set(false);
        }
    }
}
