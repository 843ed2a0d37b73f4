package org.bytestill.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.bytestill.config.RunConfig.Precision;
import org.bytestill.engine.Engine;
import org.bytestill.engine.job.ExportReport;
import org.bytestill.engine.job.ExportRequest;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "export", description = "Write a checkpoint as a model folder that others load, reload it, and prove that it agrees.")
final class ExportCommand extends EngineCommand {
    @Mixin
    private RunFolderArgument run;

    @Option(names = "--checkpoint", paramLabel = "best|last|first|N", defaultValue = "best", description = "Which one (default: ${DEFAULT-VALUE}).")
    private String checkpoint;

    @Option(names = "--to", paramLabel = "DIR", required = true, description = "Folder to make; it must not exist, or be empty.")
    private Path target;

    @Option(names = "--format", paramLabel = "hf|adapter", defaultValue = "hf",
            description = "hf: a Hugging Face folder, adapters merged (default); adapter: the adapters alone, in PEFT's format.")
    private String format;

    @Option(names = "--adapter", description = "The same as --format adapter.")
    private boolean adapter;

    @Option(names = "--precision", paramLabel = "float32|bfloat16", defaultValue = "float32",
            description = "Number format of the weights (default: ${DEFAULT-VALUE}).")
    private Precision precision;

    @Override
    ExitCode run(Terminal terminal) throws Exception {
        try (Engine engine = Bytestill.openEngine(); Signals signals = new Signals(() -> { })) {
            ExportReport report = report(engine, signals, terminal);
            if (terminal.isJson()) {
                terminal.data(object(report));
            } else {
                report.steps().forEach(terminal::line);
                terminal.line("%s: %s, update %d", report.folder(), Labels.disk(report.sizeBytes()), report.update());
            }
            if (!report.proven()) {
                terminal.note("The folder was reloaded and does not agree with the checkpoint. Do not use it.");
                return ExitCode.PROOF_FAILED;
            }
            return ExitCode.OK;
        }
    }

    private ExportReport report(Engine engine, Signals signals, Terminal terminal) throws Exception {
        try {
            ExportRequest request = new ExportRequest(run.folder, checkpoint, target, adapter ? "adapter" : format, precision);
            return engine.export(request, new ProgressLines(terminal, "wrote", signals)).get();
        } catch (ExecutionException | CompletionException e) {
            if (e.getCause() instanceof UserError mistake) {
                throw mistake;
            }
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static ObjectNode object(ExportReport report) {
        ObjectNode object = Terminal.object("export").put("folder", report.folder().toString()).put("update", report.update())
                .put("sizeBytes", report.sizeBytes()).put("maxAbsLogitDifference", Terminal.finite(report.maxAbsLogitDifference()))
                .put("top1Equal", Terminal.finite(report.top1Equal())).put("klBits", Terminal.finite(report.klBits())).put("proven", report.proven());
        object.set("steps", Terminal.array(report.steps()));
        return object;
    }
}
