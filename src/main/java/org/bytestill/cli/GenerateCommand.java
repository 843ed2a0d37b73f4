package org.bytestill.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.bytestill.bytes.ByteBlend;
import org.bytestill.engine.job.GenerateBytesRequest;
import org.bytestill.engine.job.GenerateReport;
import org.bytestill.engine.job.GenerateRequest;
import org.bytestill.engine.job.GenerateService;
import org.bytestill.generation.Generated;
import org.bytestill.generation.StopReason;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "generate", description = "Let a run's checkpoint or a model continue texts, or answer them.")
final class GenerateCommand extends EngineCommand {
    private static final int SHOWN_PROMPT = 60;
    private static final int USUAL_TOKENS = 256;

    @Parameters(paramLabel = "DIR", arity = "1..*", description = "Folder of a run, of a model or of an adapter, or a GGUF file; with"
            + " --bytes also several, which write together.")
    private List<Path> models = new ArrayList<>();

    @Mixin
    private PromptOptions prompts;

    @Option(names = "--checkpoint", paramLabel = "best|last|first|N", defaultValue = "best",
            description = "Which one of a run (default: ${DEFAULT-VALUE}).")
    private String checkpoint;

    @Mixin
    private ByteOptions bytes;

    @Option(names = "--max-new-tokens", paramLabel = "N", description = "Most tokens of a text (default: 256).")
    private @Nullable Integer maxNewTokens;

    @Option(names = "--temperature", paramLabel = "T",
            description = "Divisor of the logits; 0 takes the most probable token (default: 0, or 1 with --top-k, --top-p or --min-p).")
    private @Nullable Double temperature;

    @Option(names = "--top-k", paramLabel = "K", description = "Draw from the K most probable tokens; 0 for all (default: 0).")
    private @Nullable Integer topK;

    @Option(names = "--top-p", paramLabel = "P",
            description = "Draw from the most probable tokens whose probabilities together reach P (default: 1).")
    private @Nullable Double topP;

    @Option(names = "--min-p", paramLabel = "P",
            description = "Draw from tokens at least P times as probable as the most probable one (default: 0).")
    private @Nullable Double minP;

    @Option(names = "--repetition-penalty", paramLabel = "R", defaultValue = "1",
            description = "Divide the logits of tokens that the text holds; 1 changes nothing (default: ${DEFAULT-VALUE}).")
    private double repetitionPenalty;

    @Option(names = "--stop", paramLabel = "TEXT", description = "End before this text. May be given again.")
    private List<String> stops = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "42", description = "Seed of the draws (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--precision", paramLabel = "float32|bfloat16", defaultValue = "float32",
            description = "Number format of the model (default: ${DEFAULT-VALUE}).")
    private String precision;

    @Option(names = "--device", paramLabel = "auto|cpu|cuda", defaultValue = "auto", description = "Where (default: ${DEFAULT-VALUE}).")
    private String device;

    @Override
    ExitCode run(Terminal terminal) {
        if (bytes.isAsked(models.size())) {
            return new WrittenBytes(bytesRequest(), terminal).write();
        }
        try (Signals signals = new Signals(() -> {})) {
            GenerateRequest request = request();
            boolean streams = !terminal.isJson() && request.prompts().size() == 1;
            GenerateReport report = new GenerateService().generate(request, (prompt, token, logProbability, text) -> {
                if (streams) {
                    terminal.piece(text);
                }
                return !signals.received();
            });
            report.notes().forEach(note -> terminal.note("%s", note));
            if (terminal.isJson()) {
                printObjects(report, terminal);
            } else if (streams) {
                terminal.line("");
            } else {
                print(request, report, terminal);
            }
            terminal.note("%s", summary(report));
            return signals.received() ? ExitCode.INTERRUPTED : ExitCode.OK;
        }
    }

    private GenerateRequest request() {
        return new GenerateRequest(models.get(0), checkpoint, prompts.prompts(System.in),
                Objects.requireNonNullElse(maxNewTokens, USUAL_TOKENS), temperature(), topK == null ? 0 : topK, topP == null ? 1 : topP,
                minP == null ? 0 : minP, repetitionPenalty, stops, seed, precision, device);
    }

    private GenerateBytesRequest bytesRequest() {
        if (maxNewTokens != null) {
            throw UserError.badInput("--max-new-tokens counts tokens, and --bytes writes bytes. Use --max-new-bytes.");
        }
        ByteBlend blend = bytes.blend(models.size());
        return new GenerateBytesRequest(models, checkpoint, prompts.prompts(System.in), blend, bytes.converter(), bytes.maxBytes(),
                temperature(), topK == null ? 0 : topK, topP == null ? 1 : topP, minP == null ? 0 : minP, repetitionPenalty, stops, seed,
                precision, device);
    }

    private double temperature() {
        boolean draws = topK != null || topP != null || minP != null;
        return temperature != null ? temperature : draws ? 1 : 0;
    }

    private static String summary(GenerateReport report) {
        String tokens = String.format(Locale.ROOT, "%,d tokens in %.1f s (%.1f a second)", report.tokens(), report.seconds(),
                report.tokens() / report.seconds());
        return report.texts().size() > 1 ? tokens + "." : tokens + "; ended by: " + ending(report.texts().get(0).generated()) + ".";
    }

    private static String ending(Generated text) {
        return ending(text.reason(), text.stopString(), "--max-new-tokens");
    }

    /** @param length the option that limits the length */
    static String ending(StopReason reason, @Nullable String stopString, String length) {
        return switch (reason) {
            case END -> "the model";
            case STOP_STRING -> "the stop string \"" + stopString + "\"";
            case LENGTH -> length;
            case CONTEXT -> "the end of the model's context window";
            case CANCELLED -> "a signal";
        };
    }

    private static void print(GenerateRequest request, GenerateReport report, Terminal terminal) {
        for (int i = 0; i < report.texts().size(); i++) {
            terminal.line("== %d: %s", i + 1, beginning(request.prompts().get(i)));
            terminal.line("%s", report.texts().get(i).generated().text());
        }
    }

    static String beginning(GenerateRequest.Prompt prompt) {
        String text = shown(prompt).strip().replaceAll("\\s+", " ");
        return text.length() <= SHOWN_PROMPT ? text : text.substring(0, text.offsetByCodePoints(0, SHOWN_PROMPT / 2)) + " …";
    }

    private static String shown(GenerateRequest.Prompt prompt) {
        return prompt.conversation() == null ? new String(prompt.text(), StandardCharsets.UTF_8)
                : prompt.conversation().messages().get(prompt.conversation().messages().size() - 1).path("content").asText();
    }

    private static void printObjects(GenerateReport report, Terminal terminal) {
        for (int i = 0; i < report.texts().size(); i++) {
            GenerateReport.Text text = report.texts().get(i);
            Generated generated = text.generated();
            ObjectNode object = Terminal.object("generate").put("prompt", i + 1).put("promptTokens", text.promptTokens())
                    .put("text", generated.text()).put("reason", generated.reason().word()).put("stopString", generated.stopString());
            ArrayNode tokens = object.putArray("tokens");
            ArrayNode logProbabilities = object.putArray("logProbabilities");
            for (int t = 0; t < generated.tokens().length; t++) {
                tokens.add(generated.tokens()[t]);
                logProbabilities.add(generated.logProbabilities()[t]);
            }
            terminal.data(object);
        }
        terminal.data(Terminal.object("generated").put("model", report.model().toString())
                .put("update", report.update() < 0 ? null : (Integer) report.update()).put("prompts", report.texts().size())
                .put("tokens", report.tokens()).put("seconds", report.seconds())
                .put("tokensPerSecond", report.tokens() / report.seconds()));
    }
}
