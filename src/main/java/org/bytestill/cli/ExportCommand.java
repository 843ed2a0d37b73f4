package org.bytestill.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.bytestill.engine.Engine;
import org.bytestill.engine.job.ExportReport;
import org.bytestill.engine.job.ExportRequest;
import org.bytestill.export.ExportFormat;
import org.bytestill.export.ExportFormats;
import org.bytestill.export.HeadComparison;
import org.bytestill.export.WeightType;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "export", description = "Write a checkpoint as a model folder that others load, reload it, and prove that it agrees.")
final class ExportCommand extends EngineCommand {
    @Mixin
    private RunFolderArgument run;

    @Option(names = "--checkpoint", paramLabel = "best|last|first|N", defaultValue = "best",
            description = "Which one (default: ${DEFAULT-VALUE}).")
    private String checkpoint;

    @Option(names = "--to", paramLabel = "DIR", required = true, description = "Folder to make; it must not exist, or be empty.")
    private Path target;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "hf", completionCandidates = Formats.class,
            description = "Which file format: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}); each is explained below.")
    private String format;

    @Option(names = "--precision", paramLabel = "TYPE", completionCandidates = Types.class,
            description = "Number format of the weights: ${COMPLETION-CANDIDATES} (default: the format's first, float32 for a folder).")
    private String precision = "";

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
        try (Engine engine = Bytestill.openEngine(); Signals signals = new Signals(() -> {})) {
            ExportReport report = report(engine, signals, terminal);
            if (terminal.isJson()) {
                terminal.data(object(report));
            } else {
                report.steps().forEach(terminal::line);
                terminal.line("%s: %s, update %d", report.target(), Labels.disk(report.sizeBytes()), report.update());
            }
            if (!report.proof().proven()) {
                terminal.note("What was written was reloaded and does not agree with the checkpoint. Do not use it.");
                return ExitCode.PROOF_FAILED;
            }
            return ExitCode.OK;
        }
    }

    private ExportReport report(Engine engine, Signals signals, Terminal terminal) throws Exception {
        try {
            ExportFormat chosen = ExportFormats.named(format);
            ExportRequest request = new ExportRequest(run.folder, checkpoint, target, chosen,
                    precision.isBlank() ? chosen.types().get(0) : WeightType.named(precision));
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
        object.set("steps", Terminal.array(report.steps()));
        return object;
    }

    private static void put(ObjectNode object, HeadComparison head) {
        object.put("maxAbsLogitDifference", Terminal.finite(head.maxAbsLogitDifference()))
                .put("top1Equal", Terminal.finite(head.top1Equal())).put("klBits", Terminal.finite(head.klBits()));
    }
}
