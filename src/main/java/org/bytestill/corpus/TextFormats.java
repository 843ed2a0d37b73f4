package org.bytestill.corpus;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Registry of the text formats that can be read. The file choosers of the window and the help of the commands follow from this
 * list.
 */
public final class TextFormats {
    private static final TextFormat PLAIN = new PlainTextFormat();

    private static final List<TextFormat> ALL = List.of(
            PLAIN,
            new JsonLinesFormat(),
            new CsvFormat());

    private TextFormats() {}

    /** The format of a file; one that no format recognises is plain text. */
    static TextFormat of(TextFile file) {
        return ALL.stream().filter(format -> format.recognises(file)).findFirst().orElse(PLAIN);
    }

    /** Endings of the files that are recognised, without the dot. */
    public static List<String> endings() {
        return ALL.stream().flatMap(format -> format.endings().stream()).toList();
    }

    /** The endings as a sentence names them: {@code .txt, .md, .jsonl}. */
    public static String endingsInWords() {
        return inWords(endings());
    }

    /** Every form with its endings: {@code plain text (.txt, .md), JSON Lines (.jsonl)}. */
    public static String inWords() {
        return ALL.stream().map(format -> format.name() + " (" + inWords(format.endings()) + ")").collect(Collectors.joining(", "));
    }

    private static String inWords(List<String> endings) {
        return endings.stream().map(ending -> "." + ending).collect(Collectors.joining(", "));
    }
}
