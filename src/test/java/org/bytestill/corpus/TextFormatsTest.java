package org.bytestill.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import org.bytestill.corpus.records.CsvFormat;
import org.bytestill.corpus.records.DataFile;
import org.bytestill.corpus.records.JsonFormat;
import org.bytestill.corpus.records.JsonLinesFormat;
import org.bytestill.corpus.records.PlainTextFormat;
import org.bytestill.corpus.records.RecordFormat;
import org.bytestill.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFormatsTest {
    @TempDir
    Path folder;

    @Test
    void aFileIsRecognisedByItsEndingAndAnyOtherIsPlainText() throws IOException {
        assertThat(of("a.txt")).isInstanceOf(PlainTextFormat.class);
        assertThat(of("a.b.JSONL")).isInstanceOf(JsonLinesFormat.class);
        assertThat(of("a.jsonl.gz")).isInstanceOf(JsonLinesFormat.class);
        assertThat(of("a.CSV.ZST")).isInstanceOf(CsvFormat.class);
        assertThat(of("a.json")).isInstanceOf(JsonFormat.class);
        assertThat(of("jsonl.md")).isInstanceOf(PlainTextFormat.class);
        assertThat(of("a.log")).isInstanceOf(PlainTextFormat.class);
        assertThat(of("README")).isInstanceOf(PlainTextFormat.class);
    }

    private RecordFormat of(String name) throws IOException {
        return TextFormats.of(DataFile.at(Files.writeString(folder.resolve(name), "x")));
    }

    @Test
    void aFormatThatIsCompressedInsideIsNotReadFromAGzipFile() {
        assertThatThrownBy(() -> of("a.parquet.gz")).isInstanceOf(UserError.class).hasMessageContaining("a.parquet.gz")
                .hasMessageContaining("Unpack the file");
    }

    @Test
    void noEndingBelongsToTwoFormats() {
        assertThat(new HashSet<>(TextFormats.endings())).hasSameSizeAs(TextFormats.endings());
    }

    @Test
    void theFormatsAreSaidInWordsWithTheirEndings() {
        assertThat(TextFormats.inWords()).startsWith("plain text (.txt, .md, .text), JSON Lines (.jsonl, .ndjson), JSON (.json)");
        assertThat(TextFormats.endingsInWords()).startsWith(".txt, .md, .text, .jsonl");
    }
}
