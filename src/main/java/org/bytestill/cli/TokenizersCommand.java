package org.bytestill.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.preview.TokenizerComparison;
import org.bytestill.engine.preview.TokenizersReport;
import org.bytestill.engine.preview.TokenizersReport.Side;
import org.bytestill.engine.preview.TokenizersRequest;
import org.bytestill.problem.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "tokenizers",
        description = "Compare what the tokenizers of two models do to a text: how long tokens are, how often they end at the same places,"
                + " how much of the text is in the same tokens. No weights are read, nothing is written.")
final class TokenizersCommand extends EngineCommand {
    @Parameters(index = "0", paramLabel = "TEACHER", description = "A model's folder or a GGUF file.")
    private Path teacher;

    @Parameters(index = "1", paramLabel = "STUDENT", description = "A model's folder or a GGUF file.")
    private Path student;

    @Mixin
    private TextOptions.Required text;

    @Option(names = "--bytes", paramLabel = "N", defaultValue = "" + TokenizersRequest.BYTES,
            description = "Look at the first N bytes of text; 0 for all of it (default: ${DEFAULT-VALUE}).")
    private long bytes;

    @Override
    ExitCode run(Terminal terminal) {
        TokenizersRequest request = new TokenizersRequest(config(), Path.of("").toAbsolutePath(), bytes);
        try (Signals signals = new Signals(() -> {})) {
            TokenizersReport report = TokenizerComparison.of(request, new ProgressLines(terminal, "read", signals));
            if (terminal.isJson()) {
                terminal.data(object(report));
            } else {
                print(report, terminal);
            }
            report.notes().forEach(note -> terminal.note("%s", note));
            return ExitCode.OK;
        }
    }

    /** Without a byte head, since no objective is chosen. */
    private RunConfig config() {
        RunConfig config = RunConfigFile.with(RunConfig.recommended(), "teacher", teacher.toString());
        config = RunConfigFile.with(config, "student", student.toString());
        config = RunConfigFile.with(config, "text.train", text.files().stream().map(Path::toString).toList());
        config = RunConfigFile.with(config, "text.map", text.columns());
        return RunConfigFile.with(config, "chat.template", text.chat().template());
    }

    private static ObjectNode object(TokenizersReport report) {
        ObjectNode object = Terminal.object("tokenizers").put("bytes", report.bytes()).put("whole", report.isWhole())
                .put("same", report.isSame()).put("sharedEnds", report.sharedEnds()).put("sharedEndsOfBytes", report.sharedEndsOfBytes())
                .put("oneToOne", report.oneToOne()).put("oneToOneBytes", report.oneToOneBytes())
                .put("oneToOneOfBytes", report.oneToOneOfBytes()).put("sharedStrings", report.sharedStrings());
        object.set("teacher", object(report, report.teacher()));
        object.set("student", object(report, report.student()));
        object.set("notes", Terminal.array(report.notes()));
        return object;
    }

    private static ObjectNode object(TokenizersReport report, Side side) {
        return Terminal.plainObject().put("model", side.model()).put("ids", side.ids()).put("strings", side.strings())
                .put("specials", side.specials()).put("partsOfVocabulary", side.partsOfVocabulary()).put("tokens", side.tokens())
                .put("bytesPerToken", report.bytesPerToken(side)).put("partsOfCharacters", side.parts()).put("used", side.used())
                .put("sharedEnds", report.sharedEndsOf(side)).put("oneToOne", report.oneToOneOf(side))
                .put("sharedStrings", report.sharedStringsOf(side));
    }

    private void print(TokenizersReport report, Terminal terminal) {
        terminal.line("%s", report.isWhole() ? String.format(Locale.ROOT, "All %,d bytes of the text.", report.bytes())
                : String.format(Locale.ROOT, "The first %,d bytes of the text.", report.bytes()));
        row(terminal, "", "teacher", "student");
        row(terminal, "bytes a token", report, side -> number("%.2f", report.bytesPerToken(side)));
        row(terminal, "tokens", report, side -> number("%,d", side.tokens()));
        row(terminal, "  that end where the other's do", report, side -> share(report.sharedEndsOf(side)));
        row(terminal, "  that are the same on both sides", report, side -> share(report.oneToOneOf(side)));
        row(terminal, "  that are no whole characters", report, side -> number("%,d", side.parts()));
        row(terminal, "ids of the vocabulary", report, side -> number("%,d", side.ids()));
        row(terminal, "  used by the text", report, side -> number("%,d", side.used()));
        row(terminal, "  byte strings that the other has", report, side -> share(report.sharedStringsOf(side)));
        row(terminal, "  special", report, side -> number("%,d", side.specials()));
        terminal.line("%s of the bytes are in the same tokens, after %s a token ends on both sides.", share(report.oneToOneOfBytes()),
                share(report.sharedEndsOfBytes()));
    }

    private static void row(Terminal terminal, String name, TokenizersReport report, Function<Side, String> figure) {
        row(terminal, name, figure.apply(report.teacher()), figure.apply(report.student()));
    }

    private static void row(Terminal terminal, String name, String teacher, String student) {
        terminal.line("%s", String.format(Locale.ROOT, "%-34s %12s %12s", name, teacher, student));
    }

    private static String number(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String share(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
