package org.bytestill.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.dryrun.DryRunListener;
import org.bytestill.engine.dryrun.DryRunReport;
import org.bytestill.engine.dryrun.DryRunRequest;
import org.bytestill.engine.inspect.Inspector;
import org.bytestill.engine.job.AuditReport;
import org.bytestill.engine.job.AuditRequest;
import org.bytestill.engine.job.BlendSpeaker;
import org.bytestill.engine.job.ExportReport;
import org.bytestill.engine.job.ExportRequest;
import org.bytestill.engine.job.Job;
import org.bytestill.engine.job.Speaker;
import org.bytestill.engine.job.TaskRecord;
import org.bytestill.engine.job.TaskRequest;
import org.bytestill.engine.machine.Machine;
import org.bytestill.engine.plan.Estimate;
import org.bytestill.engine.preview.PreviewDocument;
import org.bytestill.engine.preview.PreviewReport;
import org.bytestill.engine.preview.PreviewRequest;
import org.bytestill.engine.preview.TokenizersReport;
import org.bytestill.engine.preview.TokenizersRequest;
import org.bytestill.engine.report.RunReport;
import org.bytestill.engine.run.BatchDocument;
import org.bytestill.engine.run.Resumption;
import org.bytestill.engine.run.Run;
import org.bytestill.engine.run.RunSummary;
import org.bytestill.export.ExportComparison;
import org.bytestill.problem.Problem;
import org.bytestill.util.Progress;

/**
 * The facade to runs, inspection, audit and export, for the window and for commands that need a thread. Owns the threads that compute for
 * them; knows no user interface. Training, inspection, export, audit and tasks have one thread each, each speaker has its own.
 */
public interface Engine extends AutoCloseable {
    /** How long a pause keeps the memory of a run where nobody has chosen. */
    Duration KEEP_PAUSED = Duration.ofMinutes(10);

    /** Validates a configuration: errors, warnings and notes; the run may start if none is an error. Reads headers, not weights. */
    List<Problem> check(RunConfig config, Path base, Path runFolder);

    /** Estimated time, memory and disk space of a run. Reads headers, not weights. Throws UserError if the models cannot be read. */
    Estimate estimate(RunConfig config, Path base, Path runFolder);

    /**
     * Creates the run folder and starts the run on the training thread; if this engine computes another run, the new one is queued behind it
     * and begins when that has ended.
     *
     * @param base      folder that relative paths of the configuration start at
     * @param runFolder the folder to create
     * @throws org.bytestill.problem.UserError if the folder holds a run, or the configuration has an error
     */
    Run start(RunConfig config, Path base, Path runFolder);

    /** Resumes a stopped or killed run from its newest undamaged checkpoint. */
    Run resume(Path runFolder);

    /**
     * Goes on with a run from a checkpoint of choice, or with other settings from here on; a run that is done goes on only with a larger
     * number of updates. A paused run that changes is stopped first: its state was saved when the pause began.
     *
     * @throws org.bytestill.problem.UserError if there is no such checkpoint, it is damaged, the run is being computed, or a setting cannot
     *                                         be changed
     */
    Run resume(Path runFolder, Resumption how);

    /**
     * Lets a run go on in a process of its own, which outlives this one: it is saved, let go of here, and taken up there from that
     * checkpoint, which equals going on to the bit. Returns when the other process has it, or at once if it has ended meanwhile.
     *
     * @throws org.bytestill.problem.UserError if the other process cannot be started or cannot take it up; the run is then paused
     */
    Run handOver(Path runFolder) throws InterruptedException;

    /** How long a paused run of this process keeps its memory before it rests; holds for a pause that has begun, too. */
    void keepPausedFor(Duration longest);

    /**
     * Creates the folder of a run and puts it at the end of the queue of the folder that it lies in. Nothing begins by that:
     * {@link #workQueue} does.
     *
     * @throws org.bytestill.problem.UserError if the folder holds a run, or the configuration has an error
     */
    Run enqueue(RunConfig config, Path base, Path runFolder);

    /**
     * Computes what waits in the queue of a runs folder, one run after the other, as soon as no run of the folder is computed, until nothing
     * waits; returns at once.
     *
     * @throws org.bytestill.problem.UserError if another process computes the queue
     */
    void workQueue(Path runsFolder);

    /** Opens a run, whichever process computes it. */
    Run open(Path runFolder);

    /** The runs in a folder, the one started last first; broken ones are listed with the reason. */
    List<RunSummary> runs(Path runsFolder);

    Inspector inspector();

    /** Two models that answer prompts side by side, each on a thread of its own. */
    List<Speaker> speakers();

    /** Models that write a text together, on a thread of their own. */
    BlendSpeaker blendSpeaker();

    /**
     * The training batch of an update of a run, as documents. Reads the training text, which may take seconds.
     *
     * @param update from 1
     * @throws org.bytestill.problem.UserError if the run has no such update, or its text cannot be read any more
     */
    List<BatchDocument> batch(Run run, int update);

    /** Measures the conversion loss of a teacher; completes with CancellationException if the progress listener cancels. */
    CompletableFuture<AuditReport> audit(AuditRequest request, Progress progress);

    /**
     * Evaluates tasks with checkpoints of a run and keeps the results with it; completes with CancellationException if the progress listener
     * cancels, and with UserError if a task, a model or data cannot be read.
     *
     * @param run folder of the run
     */
    CompletableFuture<TaskRecord> tasks(Path run, TaskRequest request, Progress progress);

    /** Exports a checkpoint and verifies the result; completes with UserError if it cannot. */
    CompletableFuture<ExportReport> export(ExportRequest request, Progress progress);

    /** Compares two exports: files, weights, and what they predict; completes with UserError if one of them does not load. */
    CompletableFuture<ExportComparison> compare(Path firstExport, Path secondExport);

    /**
     * Reads the beginning of a run's training text as its models do; completes with CancellationException if the progress listener cancels,
     * and with UserError if models or text cannot be read.
     *
     * @param shown is given the documents to show as they are read, on a thread of the engine
     */
    CompletableFuture<PreviewReport> preview(PreviewRequest request, Consumer<PreviewDocument> shown, Progress progress);

    /**
     * Compares the tokenizers of a run's models on its text; completes with CancellationException if the progress listener cancels, and with
     * UserError if models or text cannot be read.
     */
    CompletableFuture<TokenizersReport> tokenizers(TokenizersRequest request, Progress progress);

    /**
     * Computes a few updates of a configuration in a process of its own, so that faults show and costs are measured; what it used corrects
     * the estimates of this configuration from then on. Completes with CancellationException if the listener ends it, and with UserError if
     * it cannot begin; nothing of it is left in any case.
     */
    CompletableFuture<DryRunReport> dryRun(DryRunRequest request, DryRunListener listener);

    /** Writes a run as one page of HTML, in the caller's thread. Throws UserError if it cannot. */
    default void report(Run run, Path file) {
        RunReport.write(run, file);
    }

    /** Audits and exports of this process: under way, and the last that have ended. */
    default List<Job> jobs() {
        return List.of();
    }

    Machine machine();

    /** Stops a run with a checkpoint and ends the threads. */
    @Override
    void close();
}
