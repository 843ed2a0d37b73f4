package org.bytestill.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.cost.CostStore;
import org.bytestill.engine.cost.UsedCost;
import org.bytestill.engine.dryrun.DryRunFinding;
import org.bytestill.engine.dryrun.DryRunListener;
import org.bytestill.engine.dryrun.DryRunReport;
import org.bytestill.engine.dryrun.DryRunRequest;
import org.bytestill.engine.dryrun.DryRunService;
import org.bytestill.engine.dryrun.DryRunStage;
import org.bytestill.engine.inspect.ConcurrentRuns;
import org.bytestill.engine.inspect.InspectionService;
import org.bytestill.engine.inspect.Inspector;
import org.bytestill.engine.job.AuditReport;
import org.bytestill.engine.job.AuditRequest;
import org.bytestill.engine.job.AuditService;
import org.bytestill.engine.job.BlendSpeaker;
import org.bytestill.engine.job.BlendSpeakerThread;
import org.bytestill.engine.job.ExportReport;
import org.bytestill.engine.job.ExportRequest;
import org.bytestill.engine.job.ExportService;
import org.bytestill.engine.job.Job;
import org.bytestill.engine.job.Jobs;
import org.bytestill.engine.job.Speaker;
import org.bytestill.engine.job.SpeakerThread;
import org.bytestill.engine.job.TaskRecord;
import org.bytestill.engine.job.TaskRecords;
import org.bytestill.engine.job.TaskRequest;
import org.bytestill.engine.job.TaskService;
import org.bytestill.engine.machine.Machine;
import org.bytestill.engine.machine.Machines;
import org.bytestill.engine.plan.ConfigCheck;
import org.bytestill.engine.plan.Estimate;
import org.bytestill.engine.plan.MemoryAdvice;
import org.bytestill.engine.plan.RunEstimate;
import org.bytestill.engine.preview.PreviewDocument;
import org.bytestill.engine.preview.PreviewReport;
import org.bytestill.engine.preview.PreviewRequest;
import org.bytestill.engine.preview.TextPreview;
import org.bytestill.engine.preview.TokenizerComparison;
import org.bytestill.engine.preview.TokenizersReport;
import org.bytestill.engine.preview.TokenizersRequest;
import org.bytestill.engine.run.BatchDocument;
import org.bytestill.engine.run.CheckpointChoice;
import org.bytestill.engine.run.EndOfRun;
import org.bytestill.engine.run.LocalRun;
import org.bytestill.engine.run.RemoteRun;
import org.bytestill.engine.run.Resumption;
import org.bytestill.engine.run.Run;
import org.bytestill.engine.run.RunBatches;
import org.bytestill.engine.run.RunChanges;
import org.bytestill.engine.run.RunJob;
import org.bytestill.engine.run.RunSummary;
import org.bytestill.export.ExportComparison;
import org.bytestill.problem.Check;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.Failure;
import org.bytestill.problem.Problem;
import org.bytestill.problem.UserError;
import org.bytestill.run.Control;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunLock;
import org.bytestill.run.RunManifest;
import org.bytestill.run.RunState;
import org.bytestill.run.TrainingState;
import org.bytestill.run.queue.RunQueue;
import org.bytestill.torch.Device;
import org.bytestill.torch.LowPriorityThread;
import org.bytestill.torch.TorchThread;
import org.bytestill.train.CheckpointStore;
import org.bytestill.util.AtomicFile;
import org.bytestill.util.Progress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The implementation of the engine, one per process: one thread trains, one inspects, one exports, one audits, one asks tasks, one
 * reads texts to be shown, and two answer prompts. */
public final class TrainingEngine implements Engine {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingEngine.class);
    private static final Duration CLOSE_WITHIN = Duration.ofMinutes(2);
    private static final Duration LET_GO_WITHIN = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofMillis(300);

    private final ExecutorService training = executor("bytestill-training");
    private final ExecutorService exports = executor("bytestill-export");
    private final ExecutorService audits = executor("bytestill-audit");
    private final ExecutorService tasks = executor("bytestill-tasks");
    private final ExecutorService previews = executor("bytestill-preview");
    private final ExecutorService dryRuns = executor("bytestill-dry-run");
    private final ExecutorService folders = executor("bytestill-run-folders");
    private final QueueWorker queues = new QueueWorker(this, () -> busy().isEmpty());
    private final Jobs jobs = new Jobs();
    private volatile Duration longestPause = ChronoUnit.FOREVER.getDuration();
    private final Map<Path, LocalRun> own = new ConcurrentHashMap<>();
    private final InspectionService inspection = new InspectionService(new ConcurrentRuns(this::computes, this::memoryToCome));
    private final List<SpeakerThread> speakers = Stream.of("bytestill-teacher-speaks", "bytestill-student-speaks")
            .map(name -> new SpeakerThread(name, this::computes, this::memoryToSpare)).toList();
    private final BlendSpeakerThread blendSpeaker = new BlendSpeakerThread("bytestill-both-speak", this::computes, this::memoryToSpare);
    /** Peak memory of runs, estimated when the inspector first asks. */
    private final Map<Path, Long> peakBytes = new ConcurrentHashMap<>();

    private final CostStore costs;
    private final boolean isAlone;

    /** Whose estimates are the formula's, and which keeps nothing of what its runs use. */
    public TrainingEngine() {
        this(CostStore.none(), true);
    }

    /**
     * @param costs   what former runs have used; what runs of this engine use is added
     * @param isAlone false beside a window, behind which all work stands, and whose memory would be counted as the run's
     */
    public TrainingEngine(CostStore costs, boolean isAlone) {
        this.costs = costs;
        this.isAlone = isAlone;
    }

    private ExecutorService executor(String name) {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(() -> {
                if (!isAlone) {
                    // Threads of tensor operations are begun by this one and are as patient.
                    LowPriorityThread.become(LowPriorityThread.Behind.WINDOW);
                }
                task.run();
            }, name);
            thread.setDaemon(true); // close() waits for what must not be lost
            return thread;
        });
    }

    @Override
    public List<Problem> check(RunConfig config, Path base, Path runFolder) {
        return new ConfigCheck().problems(config, base, runFolder);
    }

    @Override
    public Estimate estimate(RunConfig config, Path base, Path runFolder) {
        return new RunEstimate(costs).of(config, base, runFolder);
    }

    @Override
    public Run start(RunConfig config, Path base, Path runFolder) {
        if (busy().isPresent()) {
            Run queued = enqueue(config, base, runFolder);
            Path runs = queued.folder().getParent();
            if (queues.works(runs) || new RunQueue(runs).worker().isEmpty()) {
                workQueue(runs);
            } // else another process goes on with that queue
            return queued;
        }
        Path path = checked(config, base, runFolder);
        RunFolder folder = RunFolder.create(path);
        // The saved configuration has absolute paths: relative ones would start at the run folder.
        RunConfig resolved = RunConfigFile.resolved(config, base.toAbsolutePath().normalize());
        submit(folder, () -> {
            RunFolder.create(path); // nobody was faster
            AtomicFile.write(folder.config(), RunConfigFile.write(resolved));
            return resolved;
        }, RunManifest.create(folder));
        return open(path);
    }

    private Path checked(RunConfig config, Path base, Path runFolder) {
        Path path = runFolder.toAbsolutePath().normalize();
        List<Problem> errors = check(config, base, path).stream().filter(Problem::isError).toList();
        if (!errors.isEmpty()) {
            throw UserError.of(ConfigCheck.exitCode(errors),
                    String.join("\n", errors.stream().map(problem -> (problem.message() + " " + problem.cure()).strip()).toList()));
        }
        return path;
    }

    @Override
    public Run enqueue(RunConfig config, Path base, Path runFolder) {
        Path path = checked(config, base, runFolder);
        RunFolder folder = RunFolder.create(path);
        RunConfig resolved = RunConfigFile.resolved(config, base.toAbsolutePath().normalize());
        try (RunLock lock = RunLock.take(folder)) {
            RunFolder.create(path); // nobody was faster
            AtomicFile.write(folder.config(), RunConfigFile.write(resolved));
            RunManifest manifest = RunManifest.create(folder).state(RunState.STOPPED);
            manifest.root().put("name", resolved.name()).put("teacher", resolved.teacher()).put("student", resolved.student())
                    .put("updates", resolved.training().updates());
            manifest.write();
        }
        new RunQueue(path.getParent()).add(path);
        return open(path);
    }

    @Override
    public void workQueue(Path runsFolder) {
        queues.work(runsFolder);
    }

    @Override
    public Run resume(Path runFolder) {
        Path path = runFolder.toAbsolutePath().normalize();
        RunFolder folder = RunFolder.existing(path);
        RunManifest manifest = RunManifest.read(folder);
        RunState state = RemoteRun.stateOf(folder, manifest);
        LocalRun current = own.get(path);
        if (current != null && current.isOwn()) {
            current.resume();
        } else if (state == RunState.DONE) {
            throw UserError.badInput(
                    "%s is done. Export it, start a new run from its checkpoint, or let it go on further: bytestill resume %s --set"
                            + " training.updates=N",
                    path, path);
        } else {
            requireFree();
            submit(folder, () -> RunConfigFile.read(folder.config()), manifest.failure(null));
        }
        return open(path);
    }

    @Override
    public Run resume(Path runFolder, Resumption how) {
        Path path = runFolder.toAbsolutePath().normalize();
        RunFolder folder = RunFolder.existing(path);
        endPause(path, how);
        requireFree();
        RunManifest manifest = RunManifest.read(folder).failure(null);
        submit(folder, () -> {
            how.checkpoint().ifPresent(checkpoint -> CheckpointChoice.rewind(path, checkpoint));
            return RunChanges.write(folder, manifest, how.changes(), doneUpdates(folder));
        }, manifest);
        return open(path);
    }

    @Override
    public Run handOver(Path runFolder) throws InterruptedException {
        Path path = runFolder.toAbsolutePath().normalize();
        LocalRun run = own.get(path);
        if (run != null && run.isOwn()) {
            run.handOver();
            while (!run.awaitEnd(LOOK_EVERY)) {
                // A large model takes its time to be saved.
            }
        }
        Run handed = open(path);
        if (handed.progress().state().canResume()) {
            BackgroundRun.start(RunFolder.existing(path));
        }
        return handed;
    }

    @Override
    public void keepPausedFor(Duration longest) {
        longestPause = longest;
    }

    private static int doneUpdates(RunFolder folder) {
        return new CheckpointStore(folder).newestState().orElse(TrainingState.START).update();
    }

    /** A run that waits in a pause has its state on disk; the process that holds it lets go. */
    private void endPause(Path path, Resumption how) {
        Run paused = open(path);
        RunChanges.of(paused.config(), how.changes(), 0);
        if (paused.progress().state() != RunState.PAUSED) {
            return;
        }
        paused.stop(true);
        try {
            long until = System.nanoTime() + LET_GO_WITHIN.toNanos();
            while (!paused.awaitEnd(LOOK_EVERY)) {
                Check.that(System.nanoTime() < until, "%s is paused and its process does not let go of it. End it, then resume.", path);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }

    /**
     * @param config  gives the configuration, under the lock
     */
    private void submit(RunFolder folder, Supplier<RunConfig> config, RunManifest manifest) {
        RunLock lock = RunLock.take(folder);
        LocalRun run = null;
        try {
            Control.forget(folder);
            RunConfig under = config.get();
            run = new LocalRun(folder, under, manifest.resting(false),
                    new CheckpointStore(folder).newestState().orElse(TrainingState.START), () -> longestPause);
            own.put(folder.path(), run);
            peakBytes.remove(folder.path());
            inspection.makeRoomForRun();
            speakers.forEach(SpeakerThread::forget);
            blendSpeaker.forget();
            LocalRun computed = run;
            training.execute(() -> {
                compute(computed, lock);
                keepCosts(computed);
                forget(computed);
            });
        } catch (RuntimeException | Error e) {
            own.remove(folder.path());
            if (run != null) {
                run.released();
            }
            lock.close();
            throw e;
        }
    }

    private static long peakBytes(RunConfig config) {
        try {
            return Device.named(config.hardware().device()).isCpu() ? RunEstimate.trainMemory(config).bytes(config) : 0;
        } catch (UserError e) {
            return 0; // the run itself reports what is wrong
        }
    }

    /** Memory reserved for runs: until a run has computed an update, memory that it will need seems free. */
    private long memoryToCome() {
        return own.values().stream().filter(run -> run.computes() && !run.hasTrained())
                .mapToLong(run -> peakBytes.computeIfAbsent(run.folder(), folder -> peakBytes(run.config()))).max().orElse(0);
    }

    /** Memory that no run will need. */
    private long memoryToSpare() {
        return Machines.freeMemory() - memoryToCome();
    }

    private boolean computes() {
        return own.values().stream().anyMatch(LocalRun::computes);
    }

    /** The run that this engine computes. */
    private Optional<LocalRun> busy() {
        return own.values().stream().filter(LocalRun::isOwn).findAny();
    }

    /** One thread trains: a second run would wait silently and ignore all requests. */
    private void requireFree() {
        busy().ifPresent(busy -> {
            throw UserError.badInput("This program computes the run \"%s\" (%s) and can compute one at a time. Stop it first, wait for its"
                    + " end, or put this one into the queue.", busy.name(), busy.folder());
        });
    }

    private static void compute(LocalRun run, RunLock lock) {
        try {
            new RunJob(run).execute();
        } catch (InterruptedException e) {
            fail(run, Failure.told(ExitCode.INTERRUPTED, "The program was ended."), e);
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            fail(run, priced(run, Failure.of(e), e), e);
        } finally {
            lock.close();
            EndOfRun.announce(run);
            run.released();
        }
    }

    /** What the run used corrects the estimates of the next, unless too little of it was computed to tell. */
    private void keepCosts(LocalRun run) {
        try {
            run.costs().filter(found -> found.used().updateSeconds() > 0)
                    .ifPresent(found -> costs.add(new UsedCost(Instant.now(), false, RunEstimate.key(run.config()), found.said(),
                            isAlone ? found.used() : found.used().withoutMemory())));
        } catch (UserError e) {
            LOG.debug("What {} used is not kept: {}", run.folder(), e.getMessage());
        }
    }

    /** From now on the run is what its folder says; one that could not write its failure down is remembered. */
    private void forget(LocalRun run) {
        peakBytes.remove(run.folder());
        if (!run.isUnwritten()) {
            own.remove(run.folder(), run);
        }
    }

    /** Where the tensors' memory is at an end, the ways out with their prices; Java's own has only one. */
    private static Failure priced(LocalRun run, Failure failure, Throwable cause) {
        String advice = failure.exitCode() != ExitCode.OUT_OF_MEMORY || cause instanceof OutOfMemoryError ? ""
                : MemoryAdvice.of(run.config());
        return advice.isEmpty() ? failure : Failure.told(ExitCode.OUT_OF_MEMORY, "There is not enough memory. " + advice);
    }

    private static void fail(LocalRun run, Failure failure, Throwable cause) {
        if (failure.isUnexpected()) {
            LOG.error("Run {} failed", run.folder(), cause);
        }
        if (!run.fail(failure)) {
            LOG.error("The failure of {} could not be written down: {}", run.folder(), failure.sentence());
        }
    }

    @Override
    public Run open(Path runFolder) {
        Path path = runFolder.toAbsolutePath().normalize();
        RunFolder.existing(path);
        return new RunHandle(path, this);
    }

    /** The run as this process computes it, or as its folder describes it. */
    Run current(Path path, @Nullable RemoteRun known) {
        LocalRun run = own.get(path);
        if (run != null && (run.isOwn() || run.isUnwritten())) {
            return run;
        }
        return known != null ? known : new RemoteRun(path, this::resume, folders);
    }

    @Override
    public List<RunSummary> runs(Path runsFolder) {
        if (!Files.isDirectory(runsFolder)) {
            return List.of();
        }
        List<RunSummary> summaries = new ArrayList<>();
        try (Stream<Path> children = Files.list(runsFolder)) {
            children.filter(RunFolder::isAt).forEach(child -> summaries.add(RunSummary.of(child)));
        } catch (IOException e) {
            throw UserError.disk("The runs folder %s cannot be read: %s.", runsFolder, e.getMessage()).causedBy(e);
        }
        // By their start: a list in the order of changes would move under the pointer while two runs train.
        summaries.sort(Comparator.comparing(RunSummary::startedAt, Comparator.nullsFirst(Comparator.<Instant>naturalOrder())).reversed()
                .thenComparing(RunSummary::folder));
        return summaries;
    }

    @Override
    public Inspector inspector() {
        return inspection;
    }

    @Override
    public List<Speaker> speakers() {
        return List.copyOf(speakers);
    }

    @Override
    public BlendSpeaker blendSpeaker() {
        return blendSpeaker;
    }

    @Override
    public List<BatchDocument> batch(Run run, int update) {
        RunFolder folder = new RunFolder(run.folder());
        return RunBatches.of(run.config(), folder, RunManifest.read(folder).startedAt(), update);
    }

    @Override
    public CompletableFuture<AuditReport> audit(AuditRequest request, Progress progress) {
        Job job = jobs.begin(Job.Kind.AUDIT, request.teachers().get(0));
        Progress counted = job.counted((done, total) -> !audits.isShutdown() && progress.report(done, total));
        // One torch thread: a concurrent run keeps the other cores.
        return job.follow(CompletableFuture.supplyAsync(() -> new AuditService().audit(request, 1, counted), audits));
    }

    @Override
    public CompletableFuture<TaskRecord> tasks(Path run, TaskRequest request, Progress progress) {
        Job job = jobs.begin(Job.Kind.TASKS, request.model());
        Progress counted = job.counted((done, total) -> !tasks.isShutdown() && progress.report(done, total));
        return job.follow(CompletableFuture.supplyAsync(() -> {
            // A run keeps the other cores.
            int threads = computes() ? 1 : 0;
            return TaskRecords.keep(run, request, TaskService.evaluate(request, threads, counted));
        }, tasks));
    }

    @Override
    public CompletableFuture<ExportReport> export(ExportRequest request, Progress progress) {
        Job job = jobs.begin(Job.Kind.EXPORT, request.target());
        return job.follow(CompletableFuture.supplyAsync(() -> new ExportService().export(request, job.counted(progress)), exports));
    }

    @Override
    public List<Job> jobs() {
        return jobs.all();
    }

    @Override
    public CompletableFuture<ExportComparison> compare(Path firstExport, Path secondExport) {
        return CompletableFuture.supplyAsync(() -> {
            TorchThread.prepare(0);
            return ExportComparison.of(firstExport, secondExport);
        }, exports);
    }

    @Override
    public CompletableFuture<PreviewReport> preview(PreviewRequest request, Consumer<PreviewDocument> shown, Progress progress) {
        return CompletableFuture.supplyAsync(() -> new TextPreview().read(request, shown,
                (done, total) -> !previews.isShutdown() && progress.report(done, total)), previews);
    }

    @Override
    public CompletableFuture<TokenizersReport> tokenizers(TokenizersRequest request, Progress progress) {
        return CompletableFuture.supplyAsync(() -> TokenizerComparison.of(request,
                (done, total) -> !previews.isShutdown() && progress.report(done, total)), previews);
    }

    @Override
    public CompletableFuture<DryRunReport> dryRun(DryRunRequest request, DryRunListener listener) {
        return CompletableFuture.supplyAsync(() -> {
            own.values().stream().filter(LocalRun::computes).findAny().ifPresent(busy -> {
                throw UserError
                        .badInput("The run \"%s\" is computed here: a dry run beside it would measure too much. Pause it, or wait for"
                                + " its end.", busy.name());
            });
            return new DryRunService(costs).run(request, new DryRunListener() {
                @Override
                public boolean progress(DryRunStage stage, long done, long total) {
                    return !dryRuns.isShutdown() && listener.progress(stage, done, total);
                }

                @Override
                public void found(DryRunFinding finding) {
                    listener.found(finding);
                }
            });
        }, dryRuns);
    }

    @Override
    public Machine machine() {
        return Machines.look();
    }

    /** What is paused stays so, what computes is stopped; both with a checkpoint. */
    private static void letGo(LocalRun run) {
        if (run.progress().state() == RunState.PAUSED && !run.waitsForRoom()) {
            run.rest();
        } else {
            run.stop(true);
        }
    }

    @Override
    public void close() {
        queues.stop();
        own.values().stream().filter(LocalRun::isOwn).forEach(TrainingEngine::letGo);
        training.shutdown();
        exports.shutdown();
        audits.shutdown();
        tasks.shutdown();
        previews.shutdown();
        dryRuns.shutdown();
        folders.shutdown();
        inspection.close();
        speakers.forEach(SpeakerThread::close);
        blendSpeaker.close();
        try {
            long deadline = System.nanoTime() + CLOSE_WITHIN.toNanos();
            dryRuns.awaitTermination(LET_GO_WITHIN.toSeconds(), TimeUnit.SECONDS); // its folder is removed
            while (!training.awaitTermination(100, TimeUnit.MILLISECONDS)) {
                boolean stopsByItself = own.values().stream().anyMatch(run -> run.isOwn() && run.isBetweenStops());
                if (!stopsByItself && System.nanoTime() > deadline) {
                    LOG.warn("The run did not stop within {}", CLOSE_WITHIN);
                    training.shutdownNow();
                    break;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            queues.close();
        }
    }
}
