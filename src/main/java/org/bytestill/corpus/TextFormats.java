package org.bytestill.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytestill.corpus.records.Compression;
import org.bytestill.corpus.records.CsvFormat;
import org.bytestill.corpus.records.DataFile;
import org.bytestill.corpus.records.DataFolder;
import org.bytestill.corpus.records.JsonFormat;
import org.bytestill.corpus.records.JsonLinesFormat;
import org.bytestill.corpus.records.PlainTextFormat;
import org.bytestill.corpus.records.RecordFormat;
import org.bytestill.corpus.records.arrow.ArrowFormat;
import org.bytestill.corpus.records.parquet.ParquetFormat;
import org.bytestill.corpus.shapes.Mapping;
import org.bytestill.problem.UserError;

/**
 * Registry of the text formats that can be read. The file choosers of the window and the help of the commands follow from this
 * list.
 */
public final class TextFormats {
    private static final RecordFormat PLAIN = new PlainTextFormat();

    private static final List<RecordFormat> ALL = List.of(
            PLAIN,
            new JsonLinesFormat(),
            new JsonFormat(),
            new CsvFormat(),
            new ParquetFormat(),
            new ArrowFormat());

    private TextFormats() {}

    /**
     * The format of a file; one that no format recognises is plain text.
     *
     * @throws UserError if files of the format are not compressed as this one is
     */
    public static RecordFormat of(DataFile file) {
        RecordFormat format = ofEnding(file.ending());
        if (file.compression() != Compression.NONE && !format.isCompressed()) {
            throw UserError.badInput("%s: %s is compressed inside, not as a whole. Unpack the file, and name what is in it.", file.path(),
                    format.name());
        }
        return format;
    }

    private static RecordFormat ofEnding(String ending) {
        return ALL.stream().filter(format -> format.endings().contains(ending)).findFirst().orElse(PLAIN);
    }

    /** The data files of a folder. Throws {@link UserError} if it holds none, or everything. */
    public static DataFolder in(Path folder) {
        if (folder.toAbsolutePath().normalize().getNameCount() == 0) {
            throw UserError.badInput("%s is a folder; name the text files in it (%s), or a folder that holds nothing else.", folder,
                    endingsInWords());
        }
        return DataFolder.of(folder, ending -> ofEnding(ending) != PLAIN, PLAIN.endings()::contains);
    }

    /**
     * Opens the texts of a file.
     *
     * @param mapping which column holds a field
     * @param chats   what becomes of conversations
     * @param atMost  bytes of text wanted: of plain text, what lies beyond them is not read
     */
    static TextReader open(DataFile file, Mapping mapping, ChatReader chats, long atMost) throws IOException {
        RecordFormat format = of(file);
        return format == PLAIN ? new PlainText(file, !file.endsIn(PLAIN.endings()), atMost) : new RecordTexts(file, format, mapping, chats);
    }

    /** Whether the bytes of a file are its text. */
    static boolean isTextAsItIs(DataFile file) {
        return of(file) == PLAIN && file.compression() == Compression.NONE;
    }

    /** Endings of the files that are recognised, without the dot. */
    public static List<String> endings() {
        return ALL.stream().flatMap(format -> format.endings().stream()).toList();
    }

    /** Endings with those of compressed files, as choosers need them. */
    public static List<String> allEndings() {
        return Stream.concat(endings().stream(), ALL.stream().filter(RecordFormat::isCompressed).flatMap(format -> format.endings().stream()
                .flatMap(ending -> Stream.of(ending + "." + Compression.GZIP.ending(), ending + "." + Compression.ZSTD.ending()))))
                .toList();
    }

    /** The endings as a sentence names them: {@code .txt, .md, .jsonl}. */
    public static String endingsInWords() {
        return inWords(endings());
    }

    /** Every form with its endings: {@code plain text (.txt, .md), JSON Lines (.jsonl)}. */
    public static String inWords() {
        return ALL.stream().map(format -> format.name() + " (" + inWords(format.endings()) + ")").collect(Collectors.joining(", "))
                + ", each but the last two also as .gz and .zst";
    }

    private static String inWords(List<String> endings) {
        return endings.stream().map(ending -> "." + ending).collect(Collectors.joining(", "));
    }
}
