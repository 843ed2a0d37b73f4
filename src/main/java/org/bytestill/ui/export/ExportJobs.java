package org.bytestill.ui.export;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytestill.engine.Engine;
import org.bytestill.engine.job.ExportReport;
import org.bytestill.export.CardStatements;
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
     * @param number  of several that were asked for at once, which it is, from 1
     * @param of      how many were asked for
     * @param done    work done, of {@code total}; 0 of 0 before the first report
     * @param report  the proof, or null
     * @param failure why it failed, or null
     */
    record Status(Phase phase, @Nullable ExportChoice choice, int number, int of, long done, long total, @Nullable ExportReport report,
            @Nullable Throwable failure) {
        static final Status IDLE = new Status(Phase.IDLE, null, 1, 1, 0, 0, null, null);

        static Status running(ExportChoice choice, int number, int of, long done, long total) {
            return new Status(Phase.RUNNING, choice, number, of, done, total, null, null);
        }

        static Status ended(ExportChoice choice, ExportReport report, Throwable failure) {
            if (report != null) {
                return new Status(Phase.DONE, choice, 1, 1, 0, 0, report, null);
            }
            return Failure.isCancellation(failure) ? IDLE : new Status(Phase.FAILED, choice, 1, 1, 0, 0, null, failure);
        }

        boolean isProven() {
            return phase == Phase.DONE && report.proof().proven();
        }
    }

    private static final class Job {
        private final AtomicBoolean mayGoOn;
        private Status status;

        Job(AtomicBoolean mayGoOn) {
            this.mayGoOn = mayGoOn;
        }
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

    /** An export that was asked for, and where it goes. */
    record Order(ExportChoice choice, Path target) {}

    /** How the export of a choice ended; idle if it was not asked for, or is under way. */
    Status ended(ExportChoice choice) {
        Status status = ofChoice.containsKey(choice) ? ofChoice.get(choice).status : Status.IDLE;
        return status.phase() == Phase.RUNNING ? Status.IDLE : status;
    }

    /**
     * Writes and proves in the background, one after the other. One that fails leaves the others be; a cancelled one is the last.
     *
     * @param ended is called on the window's thread before an end is shown
     */
    void start(List<Order> orders, CardStatements statements, Runnable ended) {
        start(orders, 0, statements, new AtomicBoolean(true), ended);
    }

    private void start(List<Order> orders, int number, CardStatements statements, AtomicBoolean mayGoOn, Runnable ended) {
        ExportChoice choice = orders.get(number).choice();
        Job job = new Job(mayGoOn);
        ofChoice.put(choice, job);
        newest.put(choice.run(), job);
        show(job, Status.running(choice, number + 1, orders.size(), 0, 0));
        Reports reports = new Reports(ui);
        engine.export(choice.request(orders.get(number).target(), statements), (done, total) -> {
            reports.pass(() -> {
                if (job.status.phase() == Phase.RUNNING) {
                    show(job, Status.running(choice, number + 1, orders.size(), done, total));
                }
            });
            return mayGoOn.get();
        }).whenComplete((report, failure) -> ui.execute(() -> {
            ended.run();
            show(job, Status.ended(choice, report, failure));
            if (mayGoOn.get() && number + 1 < orders.size()) {
                start(orders, number + 1, statements, mayGoOn, ended);
            }
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
