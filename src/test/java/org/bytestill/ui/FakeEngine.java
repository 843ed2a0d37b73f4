package org.bytestill.ui;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.Engine;
import org.bytestill.engine.dryrun.DryRunListener;
import org.bytestill.engine.dryrun.DryRunReport;
import org.bytestill.engine.dryrun.DryRunRequest;
import org.bytestill.engine.inspect.Inspection;
import org.bytestill.engine.inspect.InspectionRequest;
import org.bytestill.engine.inspect.Inspector;
import org.bytestill.engine.job.AuditReport;
import org.bytestill.engine.job.AuditRequest;
import org.bytestill.engine.job.BlendSpeaker;
import org.bytestill.engine.job.ExportReport;
import org.bytestill.engine.job.ExportRequest;
import org.bytestill.engine.job.Speaker;
import org.bytestill.engine.job.TaskRecord;
import org.bytestill.engine.job.TaskRequest;
import org.bytestill.engine.machine.Machine;
import org.bytestill.engine.plan.Estimate;
import org.bytestill.engine.plan.MemoryPart;
import org.bytestill.engine.plan.MemoryParts;
import org.bytestill.engine.preview.PreviewDocument;
import org.bytestill.engine.preview.PreviewReport;
import org.bytestill.engine.preview.PreviewRequest;
import org.bytestill.engine.preview.TokenizersReport;
import org.bytestill.engine.preview.TokenizersRequest;
import org.bytestill.engine.run.BatchDocument;
import org.bytestill.engine.run.Resumption;
import org.bytestill.engine.run.Run;
import org.bytestill.engine.run.RunSummary;
import org.bytestill.export.ExportComparison;
import org.bytestill.problem.Problem;
import org.bytestill.problem.UserError;
import org.bytestill.run.RunState;
import org.bytestill.util.Progress;

/** An engine without computation: lists what a test put in, opens {@link FakeRun}s, remembers what was started. */
public class FakeEngine implements Engine {
    public final List<RunSummary> summaries = new ArrayList<>();
    public final Map<Path, Run> runs = new LinkedHashMap<>();
    public final List<Path> started = new ArrayList<>();
    public final List<Path> queued = new ArrayList<>();
    public final List<Path> workedQueues = new ArrayList<>();
    public final List<Path> resumed = new ArrayList<>();
    public final List<String> resumedFrom = new ArrayList<>();
    public final Map<String, String> changed = new TreeMap<>();
    public final List<Path> handedOver = new ArrayList<>();
    public UserError refusesToHandOver;
    public Duration keepsPausedFor;
    public boolean closed;
    public IntFunction<List<BatchDocument>> batches = update -> List.of();
    public Function<InspectionRequest, CompletableFuture<
            Inspection>> inspections = request -> CompletableFuture.failedFuture(UserError.badInput("This engine computes nothing."));

    @Override
    public List<Problem> check(RunConfig config, Path base, Path runFolder) {
        return List.of();
    }

    @Override
    public Estimate estimate(RunConfig config, Path base, Path runFolder) {
        return new Estimate(30, 50, 180, 240, 400_000_000, 900_000_000, 16L << 30, 38_000_000, 212_000_000_000L, 131_072,
                config.training().updates(), 8192, 12.5, 4_200_000, 1_100_000, 1_100_000,
                MemoryParts.NONE.plus(MemoryPart.LIBTORCH, 400_000_000), MemoryParts.NONE.plus(MemoryPart.LIBTORCH, 900_000_000),
                Estimate.Basis.FORMULA);
    }

    @Override
    public Run start(RunConfig config, Path base, Path runFolder) {
        started.add(runFolder);
        FakeRun run = FakeRun.training(runFolder);
        run.config = config;
        runs.put(runFolder, run);
        return run;
    }

    @Override
    public Run enqueue(RunConfig config, Path base, Path runFolder) {
        queued.add(runFolder);
        FakeRun run = FakeRun.training(runFolder);
        run.config = config;
        run.state(RunState.QUEUED);
        runs.put(runFolder, run);
        return run;
    }

    @Override
    public void workQueue(Path runsFolder) {
        workedQueues.add(runsFolder);
    }

    @Override
    public Run resume(Path runFolder) {
        resumed.add(runFolder);
        return open(runFolder);
    }

    @Override
    public Run resume(Path runFolder, Resumption how) {
        how.checkpoint().ifPresent(resumedFrom::add);
        changed.putAll(how.changes());
        return resume(runFolder);
    }

    @Override
    public Run handOver(Path runFolder) {
        if (refusesToHandOver != null) {
            throw refusesToHandOver;
        }
        handedOver.add(runFolder);
        return open(runFolder);
    }

    @Override
    public void keepPausedFor(Duration longest) {
        keepsPausedFor = longest;
    }

    @Override
    public Run open(Path runFolder) {
        Run run = runs.get(runFolder);
        if (run == null) {
            throw UserError.badInput("%s is not the folder of a run.", runFolder);
        }
        return run;
    }

    @Override
    public List<RunSummary> runs(Path runsFolder) {
        return List.copyOf(summaries);
    }

    @Override
    public Inspector inspector() {
        return ScriptedEngine.inspector(request -> inspections.apply(request),
                request -> CompletableFuture.failedFuture(UserError.badInput("This engine computes nothing.")));
    }

    @Override
    public BlendSpeaker blendSpeaker() {
        return new ScriptedBlendSpeaker();
    }

    @Override
    public List<Speaker> speakers() {
        return List.of(new ScriptedSpeaker(), new ScriptedSpeaker());
    }

    @Override
    public List<BatchDocument> batch(Run run, int update) {
        return batches.apply(update);
    }

    @Override
    public CompletableFuture<AuditReport> audit(AuditRequest request, Progress progress) {
        return CompletableFuture.failedFuture(UserError.badInput("This engine computes nothing."));
    }

    @Override
    public CompletableFuture<TaskRecord> tasks(Path folder, TaskRequest request, Progress progress) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<ExportReport> export(ExportRequest request, Progress progress) {
        return CompletableFuture.failedFuture(UserError.badInput("This engine computes nothing."));
    }

    @Override
    public CompletableFuture<ExportComparison> compare(Path firstExport, Path secondExport) {
        return CompletableFuture.failedFuture(UserError.badInput("This engine computes nothing."));
    }

    @Override
    public CompletableFuture<PreviewReport> preview(PreviewRequest request, Consumer<PreviewDocument> shown, Progress progress) {
        return CompletableFuture.failedFuture(UserError.badInput("This engine computes nothing."));
    }

    @Override
    public CompletableFuture<TokenizersReport> tokenizers(TokenizersRequest request, Progress progress) {
        return CompletableFuture.failedFuture(UserError.badInput("This engine computes nothing."));
    }

    @Override
    public CompletableFuture<DryRunReport> dryRun(DryRunRequest request, DryRunListener listener) {
        return CompletableFuture.failedFuture(UserError.badInput("This engine computes nothing."));
    }

    @Override
    public Machine machine() {
        return new Machine("CPU, 2 cores", 24L << 30, 18L << 30, "2.7.1", List.of("No usable GPU library was found: the CPU computes."));
    }

    @Override
    public void close() {
        closed = true;
    }
}
