package org.bytestill.export;

import java.util.List;
import java.util.stream.Collectors;
import org.bytestill.problem.UserError;
import org.bytestill.util.Texts;

/** The formats of an export, in the order in which command line and window offer them; the first is the usual one. */
public final class ExportFormats {
    static final Texts TEXTS = Texts.of("formats");
    private static final ExportFormat GGUF = new GgufFormat();

    public static final List<ExportFormat> ALL = List.of(
            new HuggingFaceFormat(),
            new AdapterFormat(),
            new ByteHeadFormat(),
            GGUF,
            new OllamaFormat(GGUF),
            new LmStudioFormat(GGUF),
            new ResumeFormat());

    private ExportFormats() {}

    /** @throws UserError that lists the formats there are */
    public static ExportFormat named(String word) {
        return ALL.stream().filter(format -> format.word().equals(word)).findFirst().orElseThrow(() -> UserError.badInput(
                "Export format \"%s\" is not known. Choose one of: %s.", word,
                ALL.stream().map(format -> format.word() + " (" + format.label() + ")").collect(Collectors.joining(", "))));
    }
}
