package org.bytestill.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFormatsTest {
    @TempDir
    Path folder;

    @Test
    void aFileIsRecognisedByItsEndingAndAnyOtherIsPlainText() throws IOException {
        assertThat(of("a.txt")).isInstanceOf(PlainTextFormat.class);
        assertThat(of("a.b.JSONL")).isInstanceOf(JsonLinesFormat.class);
        assertThat(of("jsonl.md")).isInstanceOf(PlainTextFormat.class);
        assertThat(of("a.log")).isInstanceOf(PlainTextFormat.class);
        assertThat(of("README")).isInstanceOf(PlainTextFormat.class);
    }

    private TextFormat of(String name) throws IOException {
        return TextFormats.of(TextFile.at(Files.writeString(folder.resolve(name), "x")));
    }

    @Test
    void noEndingBelongsToTwoFormats() {
        assertThat(new HashSet<>(TextFormats.endings())).hasSameSizeAs(TextFormats.endings());
    }

    @Test
    void theFormatsAreSaidInWordsWithTheirEndings() {
        assertThat(TextFormats.inWords()).startsWith("plain text (.txt, .md, .text), JSON Lines with a field \"text\" (.jsonl)");
        assertThat(TextFormats.endingsInWords()).startsWith(".txt, .md, .text, .jsonl");
    }
}
