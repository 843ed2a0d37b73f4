package org.bytestill.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.bytestill.engine.Engine;
import org.bytestill.engine.job.ExportReport;
import org.bytestill.engine.job.ExportRequest;
import org.bytestill.engine.job.ExportService;
import org.bytestill.export.ExportFormat;
import org.bytestill.export.ExportFormats;
import org.bytestill.export.ExportTarget;
import org.bytestill.export.HeadComparison;
import org.bytestill.export.WeightType;
import org.bytestill.problem.Check;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "export", description = "Write a checkpoint in file formats that others load, reload each, and prove that it agrees.")
final class ExportCommand extends EngineCommand {
    @Parameters(paramLabel = "DIR", arity = "0..1", description = "The run's folder.")
    private Path run;

    @Option(names = "--checkpoint", paramLabel = "best|last|first|N", defaultValue = "best",
            description = "Which one (default: ${DEFAULT-VALUE}).")
    private String checkpoint;

    @Option(names = "--to", paramLabel = "DIR",
            description = "Folder or file to make; it must not exist, or be empty. Of several formats each gets a place of its own in it.")
    private Path target;

    @Option(names = "--format", paramLabel = "FORMAT[:TYPE]", defaultValue = "hf", split = ",", completionCandidates = Formats.class,
            description = "Which file format: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}); each is explained below. Several with"
                    + " commas; each may have its own number format, as in hf:bfloat16,hf:float16.")
    private List<String> formats;

    @Option(names = "--precision", paramLabel = "TYPE", completionCandidates = Types.class,
            description = "Number format of the weights: ${COMPLETION-CANDIDATES} (default: the format's first).")
    private String precision = "";

    @Mixin
    private CardOptions card;

    @Option(names = "--others", negatable = true, defaultValue = "true", fallbackValue = "true",
            description = "Ask transformers or llama.cpp too, where a Python on this machine has them (on; --no-others leaves it out)."
                    + " BYTESTILL_PYTHON names the Python.")
    private boolean others;

    @Option(names = "--list", description = "List the exports that were made of the run, and write none.")
    private boolean list;

    @Option(names = "--diff", paramLabel = "EXPORT",
            description = "Compare DIR, an export, with another one: files, weights, predictions. Nothing is written.")
    private @Nullable Path compared;

    /** The words of {@code --format}. */
    static final class Formats extends ArrayList<String> {
        Formats() {
            super(ExportFormats.ALL.stream().map(ExportFormat::word).toList());
        }
    }

    /** The words of {@code --precision}. */
    static final class Types extends ArrayList<String> {
        Types() {
            super(Arrays.stream(WeightType.values()).map(WeightType::word).toList());
        }
    }

    /** Explains the formats below the options. */
    @Spec
    void explainFormats(CommandSpec spec) {
        spec.usageMessage().footer(ExportFormats.ALL.stream()
                .map(format -> String.format("%n%s: %s. %s", format.word(), format.label(), format.about())).toArray(String[]::new));
    }

    @Override
    ExitCode run(Terminal terminal) throws Exception {
        Check.that(run != null, "Which run? Give the run's folder: bytestill export DIR --to FOLDER.");
        if (compared != null) {
            ExportList.printDifferences(run, compared, terminal);
            return ExitCode.OK;
        }
        if (list) {
            ExportList.print(run, terminal);
            return ExitCode.OK;
        }
        Check.that(target != null, "Where to? Give the folder to make: --to DIR.");
        return export(requests(), terminal);
    }

    private List<ExportRequest> requests() {
        List<ExportRequest> requests = new ArrayList<>();
        for (String each : formats) {
            String[] parts = each.strip().split(":", 2);
            ExportFormat format = ExportFormats.named(parts[0]);
            WeightType type = parts.length > 1 ? WeightType.named(parts[1]) : type(format);
            Path place = formats.size() == 1 ? target : target.resolve(ExportTarget.fileName(format, type));
            requests.add(new ExportRequest(run, checkpoint, new ExportTarget(format, type, place), card.statements(), others));
        }
        return requests;
    }

    /** Of several formats only those take the common number format that can. */
    private WeightType type(ExportFormat format) {
        WeightType wanted = precision.isBlank() ? format.types().get(0) : WeightType.named(precision);
        return formats.size() == 1 || format.types().contains(wanted) ? wanted : format.types().get(0);
    }

    private ExitCode export(List<ExportRequest> requests, Terminal terminal) throws Exception {
        new ExportService().check(requests);
        ExitCode worst = ExitCode.OK;
        try (Engine engine = Bytestill.openEngine(); Signals signals = new Signals(() -> {})) {
            for (ExportRequest request : requests) {
                ExitCode code = export(request, requests.size() == 1, engine, signals, terminal);
                worst = worst == ExitCode.OK ? code : worst;
            }
        }
        return worst;
    }

    private static ExitCode export(ExportRequest request, boolean alone, Engine engine, Signals signals, Terminal terminal)
            throws Exception {
        try {
            ExportReport report = report(request, engine, signals, terminal);
            print(report, terminal);
            if (!report.proof().proven()) {
                terminal.note("%s: what was written was reloaded and does not agree with the checkpoint. Do not use it.", report.target());
                return ExitCode.PROOF_FAILED;
            }
            return ExitCode.OK;
        } catch (UserError e) {
            if (alone) {
                throw e;
            }
            terminal.note("%s: %s", request.format().word(), e.getMessage());
            return e.exitCode();
        }
    }

    private static void print(ExportReport report, Terminal terminal) {
        if (terminal.isJson()) {
            terminal.data(object(report));
            return;
        }
        report.steps().forEach(terminal::line);
        terminal.line("%s: %s, update %d", report.target(), Labels.disk(report.sizeBytes()), report.update());
        if (!report.publish().isEmpty()) {
            terminal.line("To publish it, if you want to: %s", report.publish());
        }
    }

    private static ExportReport report(ExportRequest request, Engine engine, Signals signals, Terminal terminal) throws Exception {
        try {
            return engine.export(request, new ProgressLines(terminal, "wrote", signals)).get();
        } catch (ExecutionException | CompletionException e) {
            if (e.getCause() instanceof UserError mistake) {
                throw mistake;
            }
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static ObjectNode object(ExportReport report) {
        ObjectNode object = Terminal.object("export").put("folder", report.target().toString()).put("update", report.update())
                .put("sizeBytes", report.sizeBytes());
        put(object, report.proof().tokenHead());
        object.put("proven", report.proof().proven());
        for (HeadComparison head : report.proof().heads()) {
            put(object.withArray("heads").addObject().put("predicts", head.predicts()).put("positions", head.positions()), head);
        }
        object.put("roundingKlBits", Terminal.finite(report.proof().roundingKlBits())).put("reloaded", report.proof().where());
        report.proof().chat().ifPresent(chat -> object.putObject("chat").put("samePrompt", chat.samePrompt()).put("tokens", chat.tokens())
                .put("equalTokens", chat.equalTokens()).put("answer", chat.answer()));
        report.proof().sha256().forEach(object.putObject("sha256")::put);
        report.proof().others().forEach(other -> object.withArray("others").addObject().put("program", other.program())
                .put("found", other.found()));
        object.put("publish", report.publish());
        object.set("steps", Terminal.array(report.steps()));
        return object;
    }

    private static void put(ObjectNode object, HeadComparison head) {
        object.put("maxAbsLogitDifference", Terminal.finite(head.maxAbsLogitDifference()))
                .put("top1Equal", Terminal.finite(head.top1Equal())).put("klBits", Terminal.finite(head.klBits()));
    }
}
