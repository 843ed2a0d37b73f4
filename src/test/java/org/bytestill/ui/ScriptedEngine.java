package org.bytestill.ui;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.bytestill.bytes.flow.SampledText;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.Engine;
import org.bytestill.engine.dryrun.DryRunListener;
import org.bytestill.engine.dryrun.DryRunReport;
import org.bytestill.engine.dryrun.DryRunRequest;
import org.bytestill.engine.inspect.ConverterError;
import org.bytestill.engine.inspect.ConverterErrorListener;
import org.bytestill.engine.inspect.ConverterErrorRequest;
import org.bytestill.engine.inspect.Inspection;
import org.bytestill.engine.inspect.InspectionListener;
import org.bytestill.engine.inspect.InspectionRequest;
import org.bytestill.engine.inspect.Inspector;
import org.bytestill.engine.inspect.SampleRequest;
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
import org.bytestill.objective.registry.Objectives;
import org.bytestill.problem.Problem;
import org.bytestill.problem.UserError;
import org.bytestill.util.Progress;

/** An engine for tests of screens: answers what a test tells it to, and remembers what it was asked. */
public class ScriptedEngine implements Engine {
    /** Answers dry runs. */
    public java.util.function.BiFunction<TokenizersRequest, Progress, CompletableFuture<TokenizersReport>> tokenizers = (request,
            progress) -> new CompletableFuture<>();
    public java.util.function.BiFunction<DryRunRequest, DryRunListener, CompletableFuture<DryRunReport>> dryRuns = (request,
            listener) -> CompletableFuture.failedFuture(UserError.badInput("This engine computes nothing."));

    public final List<RunConfig> started = new ArrayList<>();
    public final List<String> resumedFrom = new ArrayList<>();
    public final Map<String, String> changed = new TreeMap<>();
    public final List<ExportRequest> exported = new ArrayList<>();
    public final List<InspectionRequest> inspected = new ArrayList<>();
    public Function<InspectionRequest,
            CompletableFuture<Inspection>> inspections = request -> CompletableFuture.failedFuture(UserError.badInput("No model."));
    public final List<SampleRequest> continued = new ArrayList<>();
    public Function<SampleRequest,
            CompletableFuture<SampledText>> continuations = request -> CompletableFuture.failedFuture(UserError.badInput("No model."));
    public final List<ConverterErrorRequest> measured = new ArrayList<>();
    public Function<ConverterErrorRequest,
            CompletableFuture<ConverterError>> errors = request -> CompletableFuture.failedFuture(UserError.badInput("No model."));
    public IntFunction<List<BatchDocument>> batches = update -> List.of();
    public Function<ExportRequest,
            CompletableFuture<ExportReport>> exports = request -> CompletableFuture.failedFuture(UserError.badInput("No checkpoint."));
    public BiFunction<Path, Path,
            CompletableFuture<ExportComparison>> comparisons = (first, second) -> CompletableFuture
                    .failedFuture(UserError.badInput("No export."));
    public final List<List<Path>> compared = new ArrayList<>();
    /** Gives the documents of a preview, then its report. */
    public BiFunction<PreviewRequest, Consumer<PreviewDocument>,
            CompletableFuture<PreviewReport>> previews = (request, shown) -> CompletableFuture
                    .failedFuture(UserError.badInput("No text."));
    public final List<PreviewRequest> previewed = new ArrayList<>();
    public final List<ScriptedSpeaker> speakers = List.of(new ScriptedSpeaker(), new ScriptedSpeaker());
    public final ScriptedBlendSpeaker together = new ScriptedBlendSpeaker();
    public Run run = new ScriptedRun(Path.of("run"), RunConfig.defaults());

    @Override
    public List<Problem> check(RunConfig config, Path base, Path runFolder) {
        List<Problem> problems = new ArrayList<>();
        requireFolder(problems, "student", config.student(), base);
        if (Objectives.usesTeacher(config)) {
            requireFolder(problems, "teacher", config.teacher(), base);
        }
        if (config.text().train().isEmpty()) {
            problems.add(Problem.error("text.train", "There is no text to train on.", "Choose one or more text files."));
        }
        if (config.text().validation().isEmpty()) {
            problems.add(Problem.warning("text.validation", "No validation text: overfitting stays unseen.",
                    "Choose a file that is not trained on."));
        }
        RunConfig.Training training = config.training();
        if (training.batchDocuments() % training.microBatchDocuments() != 0) {
            problems.add(Problem.error("training.micro_batch_documents",
                    training.batchDocuments() + " is not a multiple of " + training.microBatchDocuments() + ".",
                    "Nearest that fit: 16 or 32."));
        }
        if (Files.exists(runFolder)) {
            problems.add(Problem.error("name", "Run " + runFolder.getFileName() + " exists.", "Choose another name."));
        }
        return problems;
    }

    private static void requireFolder(List<Problem> problems, String key, String folder, Path base) {
        if (folder.isEmpty()) {
            problems.add(Problem.error(key, "No " + key + " is chosen.", "Choose the folder of a model."));
        } else if (!Files.isDirectory(base.resolve(folder))) {
            problems.add(Problem.error(key, base.resolve(folder) + " is not a folder.", "Choose the folder of a model."));
        }
    }

    /** Training takes a second an update, a gigabyte and a half of memory; 12 GiB are there. */
    @Override
    public Estimate estimate(RunConfig config, Path base, Path runFolder) {
        if (config.student().isEmpty()) {
            throw UserError.badInput("No student is chosen.");
        }
        int updates = config.training().updates();
        long gib = 1L << 30;
        long bytesPerUpdate = (long) config.training().batchDocuments() * config.text().documentBytes();
        return new Estimate(Objectives.usesTeacher(config) ? 60 : 0, Objectives.usesTeacher(config) ? 90 : 0, updates * 0.9, updates * 1.2,
                (long) (3.4 * gib), (long) (9.3 * gib), 12 * gib, 38_000_000L + 10_000L * updates, 212_000_000_000L,
                1_048_576, updates, bytesPerUpdate, updates * bytesPerUpdate / 1_048_576.0, Objectives.usesTeacher(config) ? 4_250_000 : 0,
                1_180_000, 1_180_000,
                MemoryParts.NONE.plus(MemoryPart.TEACHER, 2 * gib).plus(MemoryPart.CACHE, gib).plus(MemoryPart.LIBTORCH,
                        (long) (0.4 * gib)),
                MemoryParts.NONE.plus(MemoryPart.WEIGHTS, gib).plus(MemoryPart.GRADIENTS, gib).plus(MemoryPart.MOMENTS, 2 * gib)
                        .plus(MemoryPart.ACTIVATIONS, 4 * gib).plus(MemoryPart.HEAP, (long) (0.9 * gib))
                        .plus(MemoryPart.LIBTORCH, (long) (0.4 * gib)),
                Estimate.Basis.FORMULA);
    }

    @Override
    public Run start(RunConfig config, Path base, Path runFolder) {
        started.add(config);
        return run;
    }

    @Override
    public Run enqueue(RunConfig config, Path base, Path runFolder) {
        return start(config, base, runFolder);
    }

    @Override
    public void workQueue(Path runsFolder) {}

    @Override
    public Run resume(Path runFolder) {
        return run;
    }

    @Override
    public Run resume(Path runFolder, Resumption how) {
        how.checkpoint().ifPresent(resumedFrom::add);
        changed.putAll(how.changes());
        return resume(runFolder);
    }

    @Override
    public Run handOver(Path runFolder) {
        return run;
    }

    @Override
    public void keepPausedFor(Duration longest) {}

    @Override
    public Run open(Path runFolder) {
        return run;
    }

    @Override
    public List<RunSummary> runs(Path runsFolder) {
        return List.of();
    }

    @Override
    public Inspector inspector() {
        return inspector(request -> {
            inspected.add(request);
            return inspections.apply(request);
        }, request -> {
            continued.add(request);
            return continuations.apply(request);
        }, request -> {
            measured.add(request);
            return errors.apply(request);
        });
    }

    /** An inspector that answers as the functions say; converters are not measured. */
    public static Inspector inspector(Function<InspectionRequest, CompletableFuture<Inspection>> inspections,
            Function<SampleRequest, CompletableFuture<SampledText>> continuations) {
        return inspector(inspections, continuations, request -> CompletableFuture.failedFuture(UserError.badInput("No model.")));
    }

    /** An inspector that answers as the functions say. */
    public static Inspector inspector(Function<InspectionRequest, CompletableFuture<Inspection>> inspections,
            Function<SampleRequest, CompletableFuture<SampledText>> continuations,
            Function<ConverterErrorRequest, CompletableFuture<ConverterError>> errors) {
        return new Inspector() {
            @Override
            public CompletableFuture<Inspection> inspect(InspectionRequest request, InspectionListener listener) {
                return inspections.apply(request);
            }

            @Override
            public CompletableFuture<SampledText> continueText(SampleRequest request) {
                return continuations.apply(request);
            }

            @Override
            public CompletableFuture<ConverterError> converterError(ConverterErrorRequest request, ConverterErrorListener listener) {
                return errors.apply(request);
            }
        };
    }

    @Override
    public BlendSpeaker blendSpeaker() {
        return together;
    }

    @Override
    public List<Speaker> speakers() {
        return List.copyOf(speakers);
    }

    @Override
    public List<BatchDocument> batch(Run shown, int update) {
        return batches.apply(update);
    }

    @Override
    public CompletableFuture<AuditReport> audit(AuditRequest request, Progress progress) {
        return CompletableFuture.failedFuture(UserError.badInput("This engine computes nothing."));
    }

    @Override
    public CompletableFuture<TaskRecord> tasks(Path folder, TaskRequest request, Progress progress) {
        return CompletableFuture.failedFuture(UserError.badInput("This engine computes nothing."));
    }

    @Override
    public CompletableFuture<ExportReport> export(ExportRequest request, Progress progress) {
        exported.add(request);
        return exports.apply(request);
    }

    @Override
    public CompletableFuture<ExportComparison> compare(Path firstExport, Path secondExport) {
        compared.add(List.of(firstExport, secondExport));
        return comparisons.apply(firstExport, secondExport);
    }

    @Override
    public CompletableFuture<PreviewReport> preview(PreviewRequest request, Consumer<PreviewDocument> shown, Progress progress) {
        previewed.add(request);
        return previews.apply(request, shown);
    }

    @Override
    public CompletableFuture<TokenizersReport> tokenizers(TokenizersRequest request, Progress progress) {
        return tokenizers.apply(request, progress);
    }

    @Override
    public CompletableFuture<DryRunReport> dryRun(DryRunRequest request, DryRunListener listener) {
        return dryRuns.apply(request, listener);
    }

    @Override
    public Machine machine() {
        return new Machine("CPU, 2 cores", 12L << 30, 11L << 30, "2.7.1", List.of());
    }

    @Override
    public void close() {}
}
