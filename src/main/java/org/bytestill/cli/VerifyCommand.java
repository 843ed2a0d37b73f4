package org.bytestill.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Locale;
import org.bytestill.engine.job.VerifyReport;
import org.bytestill.engine.job.VerifyService;
import org.bytestill.problem.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "verify",
        description = "Compare a model with logits, loss and gradients that another program computed. Prints differences; judges none.")
final class VerifyCommand extends EngineCommand {
    @Option(names = "--model", paramLabel = "DIR", required = true,
            description = "Folder of the model (Hugging Face format), or a GGUF file.")
    private Path model;

    @Option(names = "--reference", paramLabel = "FILE.safetensors", required = true,
            description = "input_ids and attention_mask, and any of logits, loss and grad.<parameter name>.")
    private Path reference;

    @Override
    ExitCode run(Terminal terminal) {
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
