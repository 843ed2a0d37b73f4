package org.bytestill.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Locale;
import org.bytestill.engine.job.ObjectiveVerifyReport;
import org.bytestill.engine.job.ObjectiveVerifyService;
import org.bytestill.engine.job.VerifyReport;
import org.bytestill.engine.job.VerifyService;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "verify",
        description = {"Compare a model with logits, loss and gradients that another program computed. Prints differences; judges none.",
            "With --student (and --teacher) it compares an objective's loss instead: objective, options, text and mask are in the reference."})
final class VerifyCommand extends EngineCommand {
    @Option(names = "--model", paramLabel = "DIR", description = "Folder of the model (Hugging Face format), or a GGUF file.")
    private @Nullable Path model;

    @Option(names = "--student", paramLabel = "DIR", description = "Student of an objective that is compared, in place of --model.")
    private @Nullable Path student;

    @Option(names = "--teacher", paramLabel = "DIR", description = "Its teacher, if the objective has one.")
    private @Nullable Path teacher;

    @Option(names = "--reference", paramLabel = "FILE.safetensors", required = true,
            description = {"Of a model: input_ids and attention_mask, and any of logits, loss and grad.<parameter name>.",
                "Of an objective: text, mask, loss, count, grad.<parameter name>; metadata objective and options."})
    private Path reference;

    @Override
    ExitCode run(Terminal terminal) {
        if ((model == null) == (student == null)) {
            throw UserError.badInput("Name a model (--model), or a student with its teacher (--student, --teacher): one of the two.");
        }
        if (student != null) {
            print(terminal, new ObjectiveVerifyService().verify(teacher, student, reference));
            return ExitCode.OK;
        }
        VerifyReport report = new VerifyService().verify(model, reference);
        if (terminal.isJson()) {
            ObjectNode object = Terminal.object("verify").put("positions", report.positions());
            put(object, "maxAbsLogitDifference", report.maxAbsLogitDifference());
            put(object, "lossDifference", report.lossDifference());
            put(object, "maxRelGradientDifference", report.maxRelGradientDifference());
            if (report.maxRelGradientDifference() != null) {
                object.put("worstGradient", report.worstGradient());
            }
            terminal.data(object);
        } else {
            terminal.line("%d positions compared", report.positions());
            line(terminal, "largest logit difference", report.maxAbsLogitDifference());
            line(terminal, "loss difference, nats", report.lossDifference());
            line(terminal, "largest relative gradient difference", report.maxRelGradientDifference());
        }
        return ExitCode.OK;
    }

    private static void print(Terminal terminal, ObjectiveVerifyReport report) {
        if (!terminal.isJson()) {
            terminal.line("%s, mean over %d: loss %.9g", report.objective(), report.count(), report.loss());
            line(terminal, "relative loss difference", report.lossDifference());
            line(terminal, "largest relative gradient difference", report.maxRelGradientDifference());
            terminal.line("  %-38s %d", "count difference", report.countDifference());
            if (report.groupsDifference() != null) {
                terminal.line("  %-38s %d of %d groups", "group entries that differ", report.groupsDifference(), report.groups());
            }
            return;
        }
        ObjectNode object = Terminal.object("verify").put("objective", report.objective()).put("loss", Terminal.finite(report.loss()));
        put(object, "lossDifference", report.lossDifference());
        put(object, "maxRelGradientDifference", report.maxRelGradientDifference());
        object.put("worstGradient", report.worstGradient());
        ObjectNode gradients = object.putObject("gradientDifferences");
        report.gradientDifferences().forEach((name, difference) -> put(gradients, name, difference));
        object.put("count", report.count()).put("countDifference", report.countDifference());
        if (report.groupsDifference() != null) {
            object.put("groups", report.groups()).put("groupsDifference", report.groupsDifference());
        }
        put(object, "maxTermDifference", report.maxTermDifference());
        terminal.data(object);
    }

    /** Adds a quantity that the reference contains; the value is null if the model's is not finite. */
    private static void put(ObjectNode object, String key, @Nullable Double value) {
        if (value != null) {
            object.put(key, Terminal.finite(value));
        }
    }

    private static void line(Terminal terminal, String what, @Nullable Double value) {
        terminal.line("  %-38s %s", what, value == null ? "not in the reference" : String.format(Locale.ROOT, "%.3g", value));
    }
}
