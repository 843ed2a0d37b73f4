package org.bytestill.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bytestill.engine.preview.PreviewDocument;
import org.bytestill.engine.preview.PreviewReport;
import org.bytestill.engine.preview.PreviewRequest;
import org.bytestill.engine.preview.ReadText;
import org.bytestill.engine.preview.TextPreview;
import org.bytestill.problem.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "preview",
        description = "Show the training text as student and teachers read it: tokens between bars, special tokens in brackets, supervised"
                + " bytes marked ^ below. No weights are read, nothing is written.")
final class PreviewCommand extends EngineCommand {
    private static final int FIRST_IDS = 10;

    @Mixin
    private ConfigOptions configuration;

    @Option(names = "--documents", paramLabel = "N", defaultValue = "" + PreviewRequest.DOCUMENTS,
            description = "Show the first N documents (default: ${DEFAULT-VALUE}).")
    private int documents;

    @Option(names = "--bytes", paramLabel = "N", defaultValue = "16000000",
            description = "Count over the first N bytes of text; 0 for all of it (default: ${DEFAULT-VALUE}).")
    private long bytes;

    @Override
    ExitCode run(Terminal terminal) {
        PreviewRequest request = new PreviewRequest(configuration.read(), configuration.base(), documents, bytes);
        try (Signals signals = new Signals(() -> {})) {
            TokenLines lines = new TokenLines(Ansi.AUTO.enabled());
            PreviewReport report = new TextPreview().read(request, document -> {
                if (terminal.isJson()) {
                    terminal.data(object(document));
                } else {
                    print(document, lines, terminal);
                }
            }, new ProgressLines(terminal, "counted", signals));
            if (terminal.isJson()) {
                terminal.data(object(report));
            } else {
                print(report, terminal);
            }
            report.notes().forEach(note -> terminal.note("%s", note));
            return ExitCode.OK;
        }
    }

    private static ObjectNode object(PreviewDocument document) {
        ObjectNode object = Terminal.object("preview").put("number", document.number()).put("id", document.id());
        ArrayNode models = object.putArray("models");
        for (PreviewDocument.Reading reading : document.readings()) {
            ArrayNode texts = models.addObject().put("role", role(reading.isTeacher())).put("model", reading.model()).putArray("texts");
            reading.texts().forEach(text -> texts.add(object(text)));
        }
        return object;
    }

    private static ObjectNode object(ReadText text) {
        ObjectNode object = Terminal.plainObject().put("text", new String(text.bytes(), StandardCharsets.UTF_8))
                .put("bytes", text.bytes().length);
        ArrayNode spans = object.putArray("supervised");
        text.spans().forEach(span -> spans.addArray().add(span.start()).add(span.end()));
        ArrayNode ids = object.putArray("firstIds");
        Arrays.stream(text.firstIds(FIRST_IDS)).forEach(ids::add);
        ArrayNode tokens = object.putArray("tokens");
        for (ReadText.Token token : text.allTokens()) {
            tokens.addObject().put("start", token.start()).put("end", token.end()).put("id", token.id()).put("name", token.name())
                    .put("special", token.isSpecial()).put("supervised", token.isSupervised());
        }
        return object;
    }

    private static ObjectNode object(PreviewReport report) {
        ObjectNode object = Terminal.object("previewed").put("whole", report.isWhole()).put("documents", report.documents())
                .put("cut", report.cut()).put("skipped", report.skipped()).put("duplicates", report.duplicates())
                .put("unsupervised", report.unsupervised()).put("tooLong", report.tooLong());
        ArrayNode models = object.putArray("models");
        for (PreviewReport.Model model : report.models()) {
            models.addObject().put("role", role(model.isTeacher())).put("model", model.model()).put("bytes", model.bytes())
                    .put("supervisedBytes", model.supervisedBytes()).put("tokens", model.tokens())
                    .put("specialTokens", model.specialTokens());
        }
        object.set("notes", Terminal.array(report.notes()));
        return object;
    }

    private static String role(boolean isTeacher) {
        return isTeacher ? "teacher" : "student";
    }

    private static void print(PreviewDocument document, TokenLines lines, Terminal terminal) {
        terminal.line("== %d: %s", document.number(), document.id());
        for (PreviewDocument.Reading reading : document.readings()) {
            for (ReadText text : reading.texts()) {
                terminal.line("%s  %s, %s, %,d supervised; first ids %s", role(reading.isTeacher()), counted(text.bytes().length, "byte"),
                        counted(text.tokens().size(), "token"), text.supervisedBytes(),
                        Arrays.stream(text.firstIds(FIRST_IDS)).mapToObj(String::valueOf).collect(Collectors.joining(" ")));
                lines.of(text).forEach(line -> terminal.line("  %s", line));
            }
        }
        terminal.line("");
    }

    private static String counted(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }

    private static String bytesPerToken(PreviewReport.Model model) {
        return model.tokens() == 0 ? "-" : String.format(Locale.ROOT, "%.2f", model.bytesPerToken());
    }

    private void print(PreviewReport report, Terminal terminal) {
        terminal.line("%,d of %s shown. Counted over %s:", Math.min(documents, report.documents()), counted(report.documents(), "document"),
                report.isWhole() ? "all of the text" : String.format(Locale.ROOT, "the first %,d bytes of the text", bytes));
        for (PreviewReport.Model model : report.models()) {
            terminal.line("  %-13s %s, %s (%s bytes a token), %.1f %% of the bytes supervised", role(model.isTeacher()),
                    counted(model.bytes(), "byte"), counted(model.tokens(), "token"), bytesPerToken(model),
                    100 * model.supervisedShare());
        }
        terminal.line("  cut           %,d longer than a document may be", report.cut());
        terminal.line("  duplicates    %,d equal to an earlier document", report.duplicates());
        terminal.line("  skipped       %s nothing",
                report.skipped() == 1 ? "1 row that holds" : counted(report.skipped(), "row") + " that hold");
        terminal.line("  unsupervised  %,d left out, nothing of them is supervised", report.unsupervised());
    }
}
