package org.bytestill.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.corpus.CorpusPart;
import org.bytestill.engine.job.EvaluateReport;
import org.bytestill.engine.job.EvaluateRequest;
import org.bytestill.engine.job.EvaluateService;
import org.bytestill.engine.job.TaskReport;
import org.bytestill.engine.job.TaskRequest;
import org.bytestill.engine.job.TaskService;
import org.bytestill.evaluate.BitsPerByte;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import org.bytestill.tasks.Samples;
import org.bytestill.tasks.TaskResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "eval",
        description = "Measure a run's checkpoint or a model on a text that it was not trained on: bits per byte, and its agreement with a"
                + " teacher; or on tasks of lm-evaluation-harness.")
final class EvalCommand extends EngineCommand {
    @Parameters(paramLabel = "DIR", description = "Folder of a run or of a model, or a GGUF file.")
    private Path model;

    @Mixin
    private TextOptions.Optional text;

    @Mixin
    private TaskOptions tasks;

    @Mixin
    private TeacherOptions teacher;

    @Option(names = {"--checkpoint", "--checkpoints"}, paramLabel = "best|last|first|N|all", defaultValue = "best",
            description = "Which one of a run (default: ${DEFAULT-VALUE}). Tasks can be asked of several with commas, or of all.")
    private String checkpoint;

    @Mixin
    private ConverterOptions converter;

    @Option(names = "--document-bytes", paramLabel = "N", defaultValue = "0",
            description = "Longest document (default: the run's own, else 2048).")
    private int documentBytes;

    @Option(names = "--agreement-bytes", paramLabel = "N", defaultValue = "32768",
            description = "Bytes on which the agreement is measured; 0 for all (default: ${DEFAULT-VALUE}).")
    private long agreementBytes;

    @Option(names = "--device", paramLabel = "auto|cpu|cuda", defaultValue = "auto", description = "Where (default: ${DEFAULT-VALUE}).")
    private String device;

    @Option(names = "--shard", paramLabel = "I/N",
            description = "Measure only part I of N, on whatever computer, and write it to --out; `bytestill eval-merge` joins the parts.")
    private String shard;

    @Option(names = "--out", paramLabel = "FILE", description = "Where the sums of a part go.")
    private Path out;

    @Override
    ExitCode run(Terminal terminal) {
        if (tasks.areNamed()) {
            return runTasks(terminal);
        }
        tasks.requireNone();
        if (!text.isNamed()) {
            throw UserError.badInput("There is nothing to measure. Add --text with a text, or --task with a task file.");
        }
        if ((shard == null) != (out == null)) {
            throw UserError
                    .badInput("--shard and --out belong together: the sums of a part go to a file that `bytestill eval-merge` reads.");
        }
        try (Signals signals = new Signals(() -> {})) {
            EvaluateRequest request = new EvaluateRequest(model, checkpoint,
                    text.source(documentBytes == 0 ? EvaluateService.DEFAULT_DOCUMENT_BYTES : documentBytes, 0),
                    documentBytes == 0, teacher.teachers(), teacher.mixture(),
                    converter.settings(ConverterSettings.Method.COVER), agreementBytes, device, text.chat(),
                    shard == null ? CorpusPart.WHOLE : CorpusPart.named(shard));
            EvaluateReport report = new EvaluateService().evaluate(request, new ProgressLines(terminal, "measured", signals));
            if (out != null) {
                report.part().write(out);
            }
            say(report, teacher.isNamed() ? teacher.inWords() : null, terminal);
            return ExitCode.OK;
        }
    }

    private ExitCode runTasks(Terminal terminal) {
        if (text.isNamed() || teacher.teachers().size() > 1) {
            throw UserError
                    .badInput("Tasks are asked without a text, and compared with one teacher. Leave --text out, and name one --teacher.");
        }
        OutputFiles.require(tasks.tasks(), tasks.samples());
        try (Signals signals = new Signals(() -> {})) {
            TaskRequest request = tasks.request(model, checkpoint, text.template(), teacher.isNamed() ? teacher.teachers().get(0) : null,
                    device);
            TaskReport report = TaskService.evaluate(request, 0, new ProgressLines(terminal, "answered", "documents", signals));
            report.notes().forEach(note -> terminal.note("%s", note));
            if (tasks.samples() != null) {
                OutputFiles.write(tasks.samples(), samples(report));
            }
            TaskOutput output = new TaskOutput(report);
            if (terminal.isJson()) {
                terminal.data(output.object());
            } else {
                output.print(terminal);
            }
            return ExitCode.OK;
        }
    }

    /** The documents of the last model. */
    private static String samples(TaskReport report) {
        StringBuilder lines = new StringBuilder();
        for (TaskResult result : report.models().get(report.models().size() - 1).results()) {
            Samples samples = new Samples(result.task().name());
            result.documents().forEach(document -> lines.append(samples.of(document)).append('\n'));
        }
        return lines.toString();
    }

    /** @param teacher in words; null if the agreement was not measured */
    static void say(EvaluateReport report, @Nullable String teacher, Terminal terminal) {
        if (terminal.isJson()) {
            terminal.data(object(report, teacher));
        } else {
            print(report, teacher, terminal);
        }
    }

    private static ObjectNode object(EvaluateReport report, @Nullable String teacher) {
        Integer update = report.update() < 0 ? null : (Integer) report.update();
        ObjectNode object = Terminal.object("eval").put("model", report.model().toString()).put("update", update)
                .put("bytes", report.quality().bytes()).put("tokens", report.quality().tokens())
                .put("bitsPerByte", Terminal.finite(report.quality().bitsPerByte()))
                .put("tokenLoss", Terminal.finite(report.quality().tokenLoss()));
        if (teacher != null) {
            object.put("teacher", teacher).put("klBits", Terminal.finite(report.agreement().klBits()))
                    .put("top1Agreement", Terminal.finite(report.agreement().top1Agreement()))
                    .put("agreementBytes", report.agreement().bytes())
                    .put("infiniteKl", report.agreement().infiniteKl());
        }
        return object.put("seconds", report.seconds());
    }

    private static void print(EvaluateReport report, @Nullable String teacher, Terminal terminal) {
        terminal.line("%s%s", report.model(), report.update() < 0 ? "" : ", update " + report.update());
        BitsPerByte quality = report.quality();
        terminal.line("  bits/byte   %.4f (token head, %,d bytes, %,d tokens)", quality.bitsPerByte(), quality.bytes(), quality.tokens());
        terminal.line("  token loss  %.4f nats", quality.tokenLoss());
        if (teacher != null) {
            terminal.line("  KL          %.4f bits a byte from the teacher, on %,d bytes", report.agreement().klBits(),
                    report.agreement().bytes());
            terminal.line("  agreement   %.1f %% of bytes", 100 * report.agreement().top1Agreement());
            if (report.agreement().infiniteKl() > 0) {
                terminal.line("  note        KL is infinite at %,d bytes, which are left out of its mean; --method cover has none",
                        report.agreement().infiniteKl());
            }
        }
    }
}
