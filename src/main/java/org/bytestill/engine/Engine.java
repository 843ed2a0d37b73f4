package org.bytestill.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.inspect.Inspector;
import org.bytestill.engine.job.AuditReport;
import org.bytestill.engine.job.AuditRequest;
import org.bytestill.engine.job.ExportReport;
import org.bytestill.engine.job.ExportRequest;
import org.bytestill.engine.machine.Machine;
import org.bytestill.engine.plan.Estimate;
import org.bytestill.engine.run.BatchDocument;
import org.bytestill.engine.run.Run;
import org.bytestill.engine.run.RunSummary;
import org.bytestill.problem.Problem;
import org.bytestill.util.Progress;

/**
 * The only door to runs, inspection and export, for the window and the command line alike. Owns every thread that
 * computes; knows no user interface. Training has one thread, inspection another.
 */
public interface Engine extends AutoCloseable {
    /** All that is wrong or worth knowing about a configuration; empty if the run may start. Reads headers, not weights. */
    List<Problem> check(RunConfig config, Path base, Path runFolder);

    /** What the run will cost; headers are read, nothing is loaded. Throws UserError if the models cannot be read. */
    Estimate estimate(RunConfig config, Path base, Path runFolder);

    /**
     * Makes the run's folder and starts it on the engine's thread.
     *
     * @param base      folder that relative paths of the configuration are meant from
     * @param runFolder the folder to make
     * @throws org.bytestill.problem.UserError if the folder holds a run, or the configuration has an error
     */
    Run start(RunConfig config, Path base, Path runFolder);

    /** Takes a stopped or killed run up from its newest whole checkpoint. */
    Run resume(Path runFolder);

    /** Looks at a run, whoever computes it. If this engine computes it, its own handle is returned. */
    Run open(Path runFolder);

    /** The runs below a folder, newest first; broken ones are listed with the reason. */
    List<RunSummary> runs(Path runsFolder);

    Inspector inspector();

    /**
     * The documents an update of a run was trained on. Reads the run's text, which may take seconds.
     *
     * @param update from 1
     * @throws org.bytestill.problem.UserError if the run has no such update, or its text cannot be read any more
     */
    List<BatchDocument> batch(Run run, int update);

    /** Measures what converting a teacher loses; completes with CancellationException if the progress said stop. */
    CompletableFuture<AuditReport> audit(AuditRequest request, Progress progress);

    /** Writes a checkpoint for others and proves it; completes with UserError if it cannot. */
    CompletableFuture<ExportReport> export(ExportRequest request, Progress progress);

    Machine machine();

    /** Stops with a checkpoint what runs, and ends the threads. */
    @Override
    void close();
}
