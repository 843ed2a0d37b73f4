package org.bytestill.corpus;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.bytestill.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFormatTest {
    @TempDir
    Path folder;

    @Test
    void theColumnTextGivesATextARecord() throws IOException {
        assertThat(texts("id,text,source\n1,one,a\n2,two words,b\n")).containsExactly("one", "two words");
        assertThat(texts("text\none\ntwo")).containsExactly("one", "two");
    }

    @Test
    void aFieldInQuotesHoldsCommasLineEndsAndDoubledQuotes() throws IOException {
        assertThat(texts("id,text\r\n1,\"a, b\r\nc \"\"d\"\"\ne\rf\"\r\n2,g\r\n")).containsExactly("a, b\r\nc \"d\"\ne\rf", "g");
    }

    @Test
    void spacesAndBackslashesAreText() throws IOException {
        assertThat(texts("id,text\n1, a b \n2,\\n\\\"\n3,# c\n")).containsExactly(" a b ", "\\n\\\"", "# c");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstName() throws IOException {
        assertThat(texts("\ufefftext\ndéjà 日本 \ud83d\ude00\n")).containsExactly("déjà 日本 \ud83d\ude00");
    }

    @Test
    void blankLinesAndEmptyTextsArePassedOver() throws IOException {
        assertThat(texts("id,text\n\n1,\n2,\"\"\n\r\n3,x\n\n")).containsExactly("x");
    }

    @Test
    void aDocumentIsNamedByItsRowAndKnowsTheByteAtWhichThatBegins() throws IOException {
        // "id,text\r\n" is 9 bytes, "1,\"é\r\n\"\r\n" 2 + 6 + 2 = 10: quote, 2 bytes of é, CR, LF, quote.
        Corpus corpus = read("id,text\r\n1,\"é\r\n\"\r\n2,b\r\n");
        assertThat(corpus.documents()).extracting(Document::offset).containsExactly(9L, 19L);
        assertThat(corpus.documents().get(1).id()).endsWith("data.csv, row 1 (line 4)");
        assertThat(read("\ufefftext\na").documents()).extracting(Document::offset).containsExactly(8L);
    }

    @Test
    void bytesThatAreNoUtf8AreRefusedWithLineAndOffset() {
        assertThatThrownBy(() -> read("id,text\n1,a\n2,\u00e9\n".getBytes(ISO_8859_1))).isInstanceOf(UserError.class)
                .hasMessageContaining("data.csv, line 3, byte offset 14: not UTF-8, the byte E9");
    }

    @Test
    void anyFieldsWrittenByTheRuleAreReadBackByteForByte() throws IOException {
        Random random = new Random(17);
        for (int round = 0; round < 300; round++) {
            List<byte[]> texts = new ArrayList<>();
            int columns = 1 + random.nextInt(4);
            int column = random.nextInt(columns);
            String lineEnd = random.nextBoolean() ? "\n" : "\r\n";
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            for (int record = 0; record < 1 + random.nextInt(8); record++) {
                for (int i = 0; i < columns; i++) {
                    byte[] field = record > 0 ? field(random) : (i == column ? "text" : "c" + i).getBytes(UTF_8);
                    file.writeBytes(i == 0 ? new byte[0] : new byte[] {','});
                    file.writeBytes(written(field, random.nextBoolean()));
                    if (record > 0 && i == column && field.length > 0) {
                        texts.add(new String(field, ISO_8859_1).getBytes(UTF_8));
                    }
                }
                file.writeBytes(lineEnd.getBytes(UTF_8));
            }
            if (!texts.isEmpty()) {
                assertThat(read(new String(file.toByteArray(), ISO_8859_1).getBytes(UTF_8)).documents().stream().map(Document::bytes))
                        .containsExactlyElementsOf(texts);
            }
        }
    }

    private static byte[] field(Random random) {
        byte[] field = new byte[random.nextInt(12)];
        byte[] special = "\",\r\n \\#'\t".getBytes(UTF_8);
        for (int i = 0; i < field.length; i++) {
            field[i] = random.nextBoolean() ? special[random.nextInt(special.length)] : (byte) random.nextInt(256);
        }
        return field;
    }

    /** A field as RFC 4180 has it: in quotes where it must be, and elsewhere too if it is wished. */
    private static byte[] written(byte[] field, boolean quoted) {
        String text = new String(field, ISO_8859_1);
        boolean must = text.chars().anyMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
        return (must || quoted ? "\"" + text.replace("\"", "\"\"") + "\"" : text).getBytes(ISO_8859_1);
    }

    @Test
    void aLongTextIsReadWhole() throws IOException {
        Path file = folder.resolve("data.csv");
        byte[] part = "0123456789,abcde\n".repeat(1 << 16).getBytes(UTF_8);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write("text\n\"".getBytes(UTF_8));
            for (int i = 0; i < 20; i++) {
                out.write(part);
            }
            out.write("\"\n".getBytes(UTF_8));
        }
        assertThat(Corpus.read(new TextSource(List.of(file), 1 << 20, 0)).bytes()).isEqualTo(20L * part.length);
    }

    @Test
    void recordsAreReadAsTheyAreAskedFor() throws IOException {
        String records = "1,some words\n".repeat(100_000) + "2,\"no end";
        try (DocumentStream stream = new TextSource(List.of(file(("id,text\n" + records).getBytes(UTF_8))), 64, 0).open()) {
            for (int i = 0; i < 1000; i++) {
                assertThat(stream.next().orElseThrow().size()).isEqualTo(10);
            }
        }
        assertThat(Corpus.read(new TextSource(List.of(folder.resolve("data.csv")), 64, 5000)).documents()).hasSize(500);
    }

    @Test
    void withoutAColumnTextTheColumnsAreNamed() {
        refused("id,body\n1,x\n").hasMessageContaining("data.csv: its columns are \"id\", \"body\", and none of the known shapes fits")
                .hasMessageContaining("text=COLUMN");
        refused("id;text\n1;x\n").hasMessageContaining("its columns are \"id;text\"").hasMessageContaining("separated by commas");
        refused("text,text\n1,x\n").hasMessageContaining("two columns are named \"text\"");
    }

    @Test
    void aMistakeIsToldWithItsLineAndColumn() {
        refused("id,text\n1,\"a\nb\"\n2,\"never ends\nx").hasMessageContaining("data.csv, line 4, column 3: the field that")
                .hasMessageContaining("Missing closing quote").hasMessageContaining("in line 5, column");
        refused("id,text\n1,\"a\"b\n").hasMessageContaining("line 2, column 3: the field that begins here is not valid CSV")
                .hasMessageContaining("line 2, column 7")
                .hasMessageContaining("quotes in it are doubled");
        refused("id,text\n1,\"a\n\"\n2,b,c\n")
                .hasMessageContaining("data.csv, line 4: fields in the record: 3, columns in the header row: 2");
        refused("id,text\n1\n").hasMessageContaining("line 2: fields in the record: 1");
        refused("id,text\n1,\n").hasMessageContaining("holds no text");
        refused("text\n").hasMessageContaining("holds no row");
    }

    private AbstractThrowableAssert<?, ?> refused(String content) {
        return assertThatThrownBy(() -> read(content)).isInstanceOf(UserError.class);
    }

    private List<String> texts(String content) throws IOException {
        return read(content).documents().stream().map(document -> new String(document.bytes(), UTF_8)).toList();
    }

    private Corpus read(String content) throws IOException {
        return read(content.getBytes(UTF_8));
    }

    private Corpus read(byte[] content) throws IOException {
        return Corpus.read(new TextSource(List.of(file(content)), 1024, 0));
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("data.csv"), content);
    }
}
