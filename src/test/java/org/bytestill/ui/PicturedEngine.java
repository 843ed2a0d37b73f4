package org.bytestill.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.cost.PhaseCost;
import org.bytestill.engine.dryrun.DryRunFinding;
import org.bytestill.engine.dryrun.DryRunListener;
import org.bytestill.engine.dryrun.DryRunReport;
import org.bytestill.engine.dryrun.DryRunRequest;
import org.bytestill.engine.dryrun.DryRunStage;
import org.bytestill.engine.job.AuditReport;
import org.bytestill.engine.job.AuditRequest;
import org.bytestill.engine.job.BlendSpeaker;
import org.bytestill.engine.job.ExportReport;
import org.bytestill.engine.job.ExportRequest;
import org.bytestill.engine.job.Speaker;
import org.bytestill.engine.job.TaskRecord;
import org.bytestill.engine.job.TaskRecords;
import org.bytestill.engine.job.TaskReport;
import org.bytestill.engine.job.TaskRequest;
import org.bytestill.engine.plan.Estimate;
import org.bytestill.engine.preview.PreviewDocument;
import org.bytestill.engine.preview.PreviewReport;
import org.bytestill.engine.preview.PreviewRequest;
import org.bytestill.engine.preview.TextPreview;
import org.bytestill.engine.preview.TokenizersReport;
import org.bytestill.engine.preview.TokenizersRequest;
import org.bytestill.export.HeadComparison;
import org.bytestill.export.ProofOfExport;
import org.bytestill.problem.Problem;
import org.bytestill.problem.UserError;
import org.bytestill.ui.audit.SampleAudit;
import org.bytestill.ui.inspector.ToyInspection;
import org.bytestill.ui.tasks.SampleTasks;
import org.bytestill.util.Progress;

/** An engine that answers everything at once, so that each screen of the window can be seen full. */
final class PicturedEngine extends FakeEngine {
    /** What an export says that it did. */
    static final List<String> STEPS = List.of("Wrote 1,180,000 weights as bfloat16 in 1 file.",
            "Copied byte for byte: tokenizer.json, tokenizer_config.json.",
            "Reloaded the folder and compared 72 positions with the checkpoint: largest logit difference 0.00019, same most probable token at 100.0 %.");
    /** Asking models takes seconds, and what they answer does not depend on how it is drawn. */
    private static TaskReport taskReport;

    final List<ScriptedSpeaker> speakers = List.of(new ScriptedSpeaker(), new ScriptedSpeaker());
    final ScriptedBlendSpeaker together = new ScriptedBlendSpeaker();
    boolean exportFails;
    private final ScriptedEngine plans = new ScriptedEngine();

    PicturedEngine() {
        inspections = request -> CompletableFuture.completedFuture(ToyInspection.of(request.text()));
    }

    @Override
    public List<Problem> check(RunConfig config, Path base, Path runFolder) {
        return plans.check(config, base, runFolder);
    }

    @Override
    public Estimate estimate(RunConfig config, Path base, Path runFolder) {
        return plans.estimate(config, base, runFolder);
    }

    @Override
    public List<Speaker> speakers() {
        return List.copyOf(speakers);
    }

    @Override
    public BlendSpeaker blendSpeaker() {
        return together;
    }

    @Override
    public CompletableFuture<TokenizersReport> tokenizers(TokenizersRequest request, Progress progress) {
        return CompletableFuture.completedFuture(new TokenizersReport(
                new TokenizersReport.Side("teacher", 4096, 4095, 1, 129, 121_624, 2, 3806, 0),
                new TokenizersReport.Side("student", 1024, 1022, 2, 128, 173_726, 2, 845, 0), 499_867, false, 120_888, 85_905, 279_614,
                1003, false, List.of()));
    }

    @Override
    public CompletableFuture<PreviewReport> preview(PreviewRequest request, Consumer<PreviewDocument> shown, Progress progress) {
        try {
            return CompletableFuture.completedFuture(new TextPreview().read(request, shown, Progress.NONE));
        } catch (UserError e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletableFuture<DryRunReport> dryRun(DryRunRequest request, DryRunListener listener) {
        PhaseCost cost = new PhaseCost(1, Double.NaN, 1, 1, 0, 0);
        return CompletableFuture.completedFuture(
                new DryRunReport(List.of(new DryRunFinding(DryRunStage.CHECKPOINT, DryRunFinding.Outcome.FINE, "The same to the bit.", "")),
                        cost, cost, 12));
    }

    @Override
    public CompletableFuture<AuditReport> audit(AuditRequest request, Progress progress) {
        return CompletableFuture.completedFuture(SampleAudit.report());
    }

    @Override
    public CompletableFuture<TaskRecord> tasks(Path folder, TaskRequest request, Progress progress) {
        if (taskReport == null) {
            taskReport = SampleTasks.report(request);
        }
        return CompletableFuture.completedFuture(TaskRecords.keep(folder, request, taskReport));
    }

    @Override
    public CompletableFuture<ExportReport> export(ExportRequest request, Progress progress) {
        if (exportFails) {
            return CompletableFuture.failedFuture(UserError.disk(
                    "%s cannot be written (no space left on device). Free space, or choose another folder.", request.target()));
        }
        try {
            Files.createDirectories(request.target());
            for (String file : new String[] {"model.safetensors", "config.json", "tokenizer.json", "README.md"}) {
                Files.write(request.target().resolve(file), new byte[file.startsWith("model") ? 236_000 : 900]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        HeadComparison tokens = new HeadComparison("token", 72, 1.9e-4, 1, 4.4e-8, request.format().bounds(request.type()));
        return CompletableFuture.completedFuture(new ExportReport(request.target(), Integer.parseInt(request.checkpoint()), 238_700,
                new ProofOfExport(List.of(tokens), 0), STEPS));
    }
}
