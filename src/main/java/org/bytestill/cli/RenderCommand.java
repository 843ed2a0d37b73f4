package org.bytestill.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import org.bytestill.engine.job.RenderReport;
import org.bytestill.engine.job.RenderRequest;
import org.bytestill.engine.job.RenderService;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import org.bytestill.text.chat.Rendering;
import org.bytestill.text.chat.TemplateError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "render", description = "Show conversations as a chat template writes them, without and with the header of an answer at the"
        + " end, byte for byte as Python's transformers does.")
final class RenderCommand extends EngineCommand {
    @Option(names = "--template", paramLabel = "TEMPLATE.jinja", description = "A chat template.")
    private @Nullable Path template;

    @Option(names = "--tokens", paramLabel = "TOKENS.json",
            description = "The tokens that the template names: {\"special_tokens\": {\"bos_token\": ..., \"eos_token\": ...}},"
                    + " or an object with such an object for each template's file name.")
    private @Nullable Path tokens;

    @Option(names = "--model", paramLabel = "DIR",
            description = "In place of a template: a model's folder or a GGUF file, whose own template and tokens are taken.")
    private @Nullable Path model;

    @Option(names = "--conversations", paramLabel = "CONVERSATIONS.json", required = true,
            description = "Conversations by name, each with messages and, if wanted, tools and variables; or one of them.")
    private Path conversations;

    @Option(names = "--clock", paramLabel = "TIME",
            description = "The time that templates write, such as 2026-03-09T14:05:07; without it the present.")
    private @Nullable LocalDateTime clock;

    @Override
    ExitCode run(Terminal terminal) {
        if (model != null && (template != null || tokens != null)) {
            throw UserError.badInput("--model brings a template and its tokens. Leave out --template and --tokens, or --model.");
        }
        RenderRequest request = new RenderRequest(template, tokens, model, conversations, clock);
        new RenderService().render(request, terminal.isJson() ? report -> terminal.data(json(report)) : report -> print(report, terminal));
        return ExitCode.OK;
    }

    private static ObjectNode json(RenderReport report) {
        ObjectNode object = Terminal.object("rendering").put("conversation", report.conversation()).put("add_generation_prompt",
                report.addGenerationPrompt());
        Rendering rendering = report.rendering();
        TemplateError error = report.error();
        if (rendering != null) {
            object.put("text", rendering.text());
            if (!rendering.generation().isEmpty()) {
                ArrayNode ranges = object.putArray("generation_bytes");
                rendering.generation().forEach(range -> ranges.addArray().add(range.start()).add(range.end()));
            }
        }
        if (error != null) {
            object.putObject("error").put("kind", error.kind().word()).put("message", error.reason()).put("template", error.template())
                    .put("line", error.line());
        }
        return object;
    }

    private static void print(RenderReport report, Terminal terminal) {
        Rendering rendering = report.rendering();
        TemplateError error = report.error();
        String title = report.conversation() + (report.addGenerationPrompt() ? ", with generation prompt" : "");
        if (rendering != null) {
            terminal.line("=== %s: %d bytes", title, rendering.text().getBytes(StandardCharsets.UTF_8).length);
            terminal.line("%s", rendering.text());
        } else if (error != null) {
            terminal.line("=== %s: %s", title, error.getMessage());
        }
    }
}
