package org.bytestill.engine.dryrun;

import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.cost.PhaseCost;
import org.bytestill.engine.dryrun.DryRunFinding.Outcome;
import org.bytestill.engine.plan.Estimate;
import org.bytestill.engine.plan.MemoryAdvice;
import org.bytestill.engine.run.LocalRun;
import org.bytestill.engine.run.RunJob;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.Failure;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricTable;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunManifest;
import org.bytestill.run.RunState;
import org.bytestill.run.TrainingState;
import org.bytestill.student.Student;
import org.bytestill.train.CheckpointStore;
import org.bytestill.train.Optimizer;
import org.bytestill.util.AtomicFile;
import org.bytestill.util.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A dry run in this process, on the calling thread: the run's own job ({@link RunJob}) with fewer documents and updates, in a folder of its
 * own, so that nothing of it is in the run or its random streams; then the checkpoint is read back, and exports are asked whether they could
 * be written. The folder is the caller's, who deletes it.
 */
final class DryRun {
    private static final Texts TEXTS = Texts.of("dryrun");
    private static final Logger LOG = LoggerFactory.getLogger(DryRun.class);

    private final RunConfig full;
    private final RunConfig config;
    private final Path folder;
    private final DryRunListener listener;
    private final LocalRun run;
    /** The thread that tells progress reads it too. */
    private final List<DryRunFinding> findings = new CopyOnWriteArrayList<>();
    private volatile boolean isTrained;

    /**
     * @param full     with absolute paths
     * @param estimate of it
     * @param folder   to be made, for this dry run alone
     */
    DryRun(RunConfig full, Estimate estimate, Path folder, DryRunListener listener) {
        this.full = full;
        this.config = DryRunConfig.of(full, estimate);
        this.folder = folder;
        this.listener = listener;
        RunFolder made = RunFolder.create(folder);
        AtomicFile.write(made.config(), RunConfigFile.write(config));
        this.run = new LocalRun(made, config, RunManifest.create(made), TrainingState.START, ChronoUnit.FOREVER::getDuration);
    }

    /** @throws CancellationException if the listener ends it */
    DryRunReport compute() throws InterruptedException {
        long started = System.nanoTime();
        try (DryRunTicker ticker = new DryRunTicker(run, this::stage, listener)) {
            new RunJob(run, this::afterTraining).execute();
            if (ticker.isCancelled() || run.progress().state() == RunState.STOPPED) {
                throw new CancellationException();
            }
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            findSoFar();
            add(failed(stage(), e));
        }
        PhaseCost none = new PhaseCost(Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0, 0);
        Optional<LocalRun.Costs> costs = run.costs();
        return new DryRunReport(List.copyOf(findings), costs.map(LocalRun.Costs::said).orElse(none),
                costs.map(LocalRun.Costs::used).orElse(none), (System.nanoTime() - started) / 1e9);
    }

    /** What it is at. */
    private DryRunStage stage() {
        if (isTrained) {
            return findings.stream().anyMatch(finding -> finding.stage() == DryRunStage.CHECKPOINT) ? DryRunStage.EXPORT
                    : DryRunStage.CHECKPOINT;
        }
        return switch (run.progress().state()) {
            case CONVERTING -> DryRunStage.CONVERT;
            case EVALUATING -> DryRunStage.EVALUATE;
            case SAVING, STOPPING -> DryRunStage.CHECKPOINT;
            case LOADING, DRAFT -> DryRunStage.OPEN;
            default -> DryRunStage.UPDATES;
        };
    }

    private void afterTraining(Student student, Path studentFolder, Optimizer optimizer, CheckpointStore store) {
        isTrained = true;
        findSoFar();
        CheckpointProof proof = CheckpointProof.of(student, studentFolder, optimizer, store);
        add(new DryRunFinding(DryRunStage.CHECKPOINT, proof.isSame() ? Outcome.FINE : Outcome.FAILED,
                TEXTS.get(proof.isSame() ? "checkpoint.same" : "checkpoint.differs", megabytes(proof.sizeBytes()),
                        seconds(proof.seconds())),
                proof.isSame() ? "" : TEXTS.get("checkpoint.differs.cure")));
        ExportOutlook.findings(store, full, folder).forEach(this::add);
    }

    private void add(DryRunFinding finding) {
        findings.add(finding);
        listener.found(finding);
    }

    /** What is known of the stages up to the end of training, as far as it came. */
    private void findSoFar() {
        Optional<PhaseCost> used = run.costs().map(LocalRun.Costs::used);
        if (used.isEmpty()) {
            return;
        }
        add(fine(DryRunStage.OPEN, TEXTS.get("open", config.training().batchDocuments())));
        if (used.get().convertSeconds() > 0) {
            long bytes = run.progress().bytesToConvert();
            add(fine(DryRunStage.CONVERT, TEXTS.get("convert", String.format(Locale.ROOT, "%,d", bytes),
                    seconds(used.get().convertSeconds()), String.format(Locale.ROOT, "%,.0f", bytes / used.get().convertSeconds()))));
        }
        MetricTable updates = run.metrics().training();
        if (updates.size() > 0) {
            double first = updates.value(Metric.TOTAL_LOSS, 0);
            add(fine(DryRunStage.UPDATES, TEXTS.get("updates", updates.size(), config.training().batchDocuments(),
                    full.training().batchDocuments(), seconds(used.get().updateSeconds()), decimals(first),
                    decimals(updates.last(Metric.TOTAL_LOSS)),
                    used.get().trainBytes() > 0 ? megabytes(used.get().trainBytes()) : TEXTS.get("unknown"))));
        }
        MetricTable evaluations = run.metrics().evaluation();
        if (evaluations.size() > 0) {
            double kl = evaluations.last(Metric.KL_BITS);
            add(fine(DryRunStage.EVALUATE, TEXTS.get(Double.isNaN(kl) ? "evaluate" : "evaluate.kl",
                    decimals(evaluations.last(Metric.BITS_PER_BYTE)), decimals(kl), seconds(used.get().evaluationSeconds()))));
        }
    }

    private static DryRunFinding fine(DryRunStage stage, String text) {
        return new DryRunFinding(stage, Outcome.FINE, text, "");
    }

    private DryRunFinding failed(DryRunStage stage, Throwable thrown) {
        Failure failure = Failure.of(thrown);
        if (failure.isUnexpected()) {
            LOG.error("The dry run failed, {}", failure.code(), thrown);
        }
        boolean noMemory = failure.exitCode() == ExitCode.OUT_OF_MEMORY;
        return new DryRunFinding(stage, Outcome.FAILED, noMemory ? TEXTS.get("memory") : failure.sentence(),
                noMemory ? MemoryAdvice.of(full) : "");
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, seconds < 10 ? "%.2f" : "%.0f", seconds);
    }

    private static String decimals(double number) {
        return String.format(Locale.ROOT, "%.3f", number);
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, bytes < 100_000_000 ? "%,.1f MB" : "%,.0f MB", bytes / 1e6);
    }
}
