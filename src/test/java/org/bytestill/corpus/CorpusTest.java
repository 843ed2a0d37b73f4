package org.bytestill.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bytestill.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void theDocumentsOfATextFileJoinedAreTheFile() throws IOException {
        byte[] text = "The whale.\r\n\nIt was — as they say — white.\n".repeat(50).getBytes(UTF_8);
        Corpus corpus = read(List.of(Files.write(folder.resolve("a.txt"), text)), 64, 0);
        assertThat(joined(corpus)).isEqualTo(text);
        assertThat(corpus.bytes()).isEqualTo(text.length);
        assertThat(corpus.documents()).allSatisfy(document -> assertThat(document.size()).isBetween(1, 64));
        assertThat(corpus.documents().get(1).offset()).isEqualTo(corpus.documents().get(0).size());
        assertThat(corpus.notes()).isEmpty();
    }

    @Test
    void invalidUtf8IsKeptAndNotedWithItsOffset() throws IOException {
        byte[] text = {'a', 'b', ' ', (byte) 0xFF, 'c'};
        Corpus corpus = read(List.of(Files.write(folder.resolve("odd.md"), text)), 64, 0);
        assertThat(joined(corpus)).isEqualTo(text);
        assertThat(corpus.notes()).singleElement().asString().contains("0xFF").contains("offset 3");
    }

    @Test
    void aLimitEndsAfterAWordAndLaterFilesAreNotUsed() throws IOException {
        Path a = Files.writeString(folder.resolve("a.txt"), "one two three");
        Path b = Files.writeString(folder.resolve("b.txt"), "four");
        assertThat(new String(joined(read(List.of(a, b), 64, 9)), UTF_8)).isEqualTo("one two ");
        assertThat(new String(joined(read(List.of(a, b), 64, 15)), UTF_8)).isEqualTo("one two threefo");
        assertThat(new String(joined(read(List.of(a, b), 64, 17)), UTF_8)).isEqualTo("one two threefour");
        assertThat(read(List.of(a, b), 64, 13).notes()).singleElement().asString().contains("b.txt is not used");
    }

    @Test
    void aLimitNeverCutsACharacter() throws IOException {
        Path a = Files.writeString(folder.resolve("a.txt"), "日本語日本語");
        for (int limit = 3; limit <= 18; limit++) {
            Corpus corpus = read(List.of(a), 16, limit);
            assertThat(corpus.bytes()).isEqualTo(limit / 3 * 3L);
            assertThat(corpus.notes()).isEmpty();
        }
    }

    @Test
    void jsonLinesGiveATextALine() throws IOException {
        Path lines = Files.writeString(folder.resolve("x.jsonl"),
                "{\"text\": \"one\"}\n\n{\"id\": 2, \"text\": \"zwei \\u00e9\"}\n{\"text\": \"\"}\n");
        Corpus corpus = read(List.of(lines), 64, 0);
        assertThat(corpus.documents()).extracting(document -> new String(document.bytes(), UTF_8)).containsExactly("one", "zwei é");
        assertThat(corpus.documents().get(1).offset()).isEqualTo(17);
    }

    @Test
    void aBadLineOfJsonIsToldWithItsNumber() throws IOException {
        Path list = Files.writeString(folder.resolve("l.jsonl"), "{\"text\": \"one\"}\n{\"text\": [1]}\n");
        assertThatThrownBy(() -> read(List.of(list), 64, 0)).isInstanceOf(UserError.class).hasMessageContaining("line 2")
                .hasMessageContaining("\"text\" holds a list, expected is a text");
        Path broken = Files.writeString(folder.resolve("b.jsonl"), "{\"text\": \n");
        assertThatThrownBy(() -> read(List.of(broken), 64, 0)).isInstanceOf(UserError.class).hasMessageContaining("line 1");
    }

    @Test
    void aMissingAnEmptyAndANonFileAreTold() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.txt"));
        assertThatThrownBy(() -> read(List.of(empty), 64, 0)).isInstanceOf(UserError.class).hasMessageContaining("empty.txt is empty");
        assertThatThrownBy(() -> read(List.of(folder.resolve("no.txt")), 64, 0)).isInstanceOf(UserError.class)
                .hasMessageContaining("no such text file");
        Path nothing = Files.createDirectory(folder.resolve("nothing"));
        assertThatThrownBy(() -> read(List.of(nothing), 64, 0)).isInstanceOf(UserError.class)
                .hasMessageContaining("is a folder without data");
        assertThatThrownBy(() -> read(List.of(), 64, 0)).isInstanceOf(UserError.class);
    }

    @Test
    void theRootOfTheFileSystemHasNoNameAndIsAFolderLikeOthers() {
        Path root = folder.getRoot();
        assertThatThrownBy(() -> read(List.of(root), 64, 0)).isInstanceOf(UserError.class)
                .hasMessageStartingWith(root + " is a folder; name the text files in it (");
    }

    @Test
    void theFingerprintKnowsBytesAndCutsButNotPlaces() throws IOException {
        Path a = Files.writeString(folder.resolve("a.txt"), "one two three four");
        Path copy = Files.writeString(folder.resolve("copy.txt"), "one two three four");
        Path other = Files.writeString(folder.resolve("other.txt"), "one two three four!");
        String fingerprint = read(List.of(a), 64, 0).fingerprint();
        assertThat(read(List.of(copy), 64, 0).fingerprint()).isEqualTo(fingerprint).hasSize(64);
        assertThat(read(List.of(other), 64, 0).fingerprint()).isNotEqualTo(fingerprint);
        assertThat(read(List.of(a), 8, 0).fingerprint()).isNotEqualTo(fingerprint);
    }

    @Test
    void filesReadAsStreamsGiveTheDocumentsOfFilesReadWhole() throws IOException {
        Random random = new Random(11);
        String[] bits = {"a", "be", " ", " ", "\n", "é", "日", "\ud83d\ude00", "\r\n", "\t"};
        for (int round = 0; round < 1000; round++) {
            Path first = Files.write(folder.resolve("first.txt"), odd(text(random, bits, 1 + random.nextInt(200)).getBytes(UTF_8), random));
            Path second = Files.write(folder.resolve("second.log"), text(random, bits, 1 + random.nextInt(60)).getBytes(UTF_8));
            List<String> lines = new ArrayList<>(List.of("{\"text\": \"a\"}"));
            for (int line = random.nextInt(5); line > 0; line--) {
                lines.add(random.nextInt(4) == 0 ? "" : JSON.writeValueAsString(Map.of("text", text(random, bits, random.nextInt(40)))));
            }
            Path third = Files.writeString(folder.resolve("third.jsonl"), String.join("\n", lines) + (random.nextBoolean() ? "\n" : ""));
            List<Path> files = random.nextBoolean() ? List.of(first, second, third) : List.of(third, second, first);
            int documentBytes = 4 + random.nextInt(60);
            long maxBytes = random.nextInt(3) == 0 ? 0 : 4 + random.nextInt(500);
            assertSame(read(files, documentBytes, maxBytes), WholeFileReading.of(files, documentBytes, maxBytes));
        }
    }

    private static Corpus read(List<Path> files, int documentBytes, long maxBytes) {
        return Corpus.read(new TextSource(files, documentBytes, maxBytes));
    }

    private static String text(Random random, String[] bits, int length) {
        return IntStream.range(0, length).mapToObj(i -> bits[random.nextInt(bits.length)]).collect(Collectors.joining());
    }

    /** One file in four has bytes that are no UTF-8, one in four ends early, perhaps inside a character. */
    private static byte[] odd(byte[] text, Random random) {
        for (int i = 0; i < text.length && random.nextInt(4) == 0; i += 7) {
            text[random.nextInt(text.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(4) == 0 && text.length > 2 ? Arrays.copyOf(text, text.length - 1 - random.nextInt(2)) : text;
    }

    private static void assertSame(Corpus read, Corpus expected) {
        // The fingerprint is that of the bytes and cuts.
        assertThat(read.documents()).extracting(Document::id).isEqualTo(expected.documents().stream().map(Document::id).toList());
        assertThat(read.documents()).extracting(Document::offset).isEqualTo(expected.documents().stream().map(Document::offset).toList());
        assertThat(read.notes().stream().filter(note -> !note.contains("rows are skipped"))).isEqualTo(expected.notes());
        assertThat(read.fingerprint()).isEqualTo(expected.fingerprint());
    }

    @Test
    void theSampleTextKeepsItsFingerprintSoThatKeptTeacherBytesAreFoundAgain() {
        Corpus all = read(List.of(Path.of("sample-data/text/train.txt")), 2048, 0);
        assertThat(all.documents()).hasSize(503);
        assertThat(all.fingerprint()).isEqualTo("90b1f093f125507d4ae3ca16ffc7072a1985ded2715da251911ae50f96986ff4");
        Corpus beginning = read(List.of(Path.of("sample-data/text/train.txt")), 512, 100_000);
        assertThat(beginning.documents()).hasSize(199);
        assertThat(beginning.fingerprint()).isEqualTo("7d15f719343e2ddb5df29e7349a3d52b33a0874db84f81bc22a86c7de9247fa8");
    }

    @Test
    void ofAFileThatNoArrayHoldsTheBeginningCanBeUsed() throws IOException {
        Path large = folder.resolve("large.txt");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.write("one two ".getBytes(UTF_8));
            file.setLength(3L << 30); // the rest takes no place on the disk
        }
        assertThat(read(List.of(large), 8, 24).bytes()).isEqualTo(24);
        try (DocumentStream stream = new TextSource(List.of(large), 8, 0).open()) {
            assertThat(stream.next().orElseThrow().bytes()).asString(UTF_8).isEqualTo("one two ");
        }
    }

    @Test
    void whatLiesBeyondTheLimitIsNotRead() throws IOException {
        Path lines = Files.writeString(folder.resolve("x.jsonl"), "{\"text\": \"one two\"}\nno JSON\n");
        assertThat(read(List.of(lines), 64, 7).bytes()).isEqualTo(7);
        assertThatThrownBy(() -> read(List.of(lines), 64, 8)).isInstanceOf(UserError.class).hasMessageContaining("line 2: not valid JSON");
        Files.write(lines, new byte[] {0, 0, 0, '{', 's', 's', 'r', 'u'});
        assertThatThrownBy(() -> read(List.of(lines), 64, 8)).as("no UTF-32").isInstanceOf(UserError.class)
                .hasMessageContaining("line 1: not valid JSON (its beginning is no text");
    }

    @Test
    void ofAFolderTheDataFilesAreReadAndTheOthersNamed() throws IOException {
        Files.writeString(folder.resolve("b.jsonl"), "{\"text\": \"two\"}");
        Files.writeString(folder.resolve("a.jsonl"), "{\"text\": \"one\"}\n{\"text\": null}\n");
        Files.writeString(folder.resolve("README.md"), "# Data");
        Corpus corpus = read(List.of(folder), 64, 0);
        assertThat(corpus.documents()).extracting(document -> new String(document.bytes(), UTF_8)).containsExactly("one", "two");
        assertThat(corpus.documents().get(1).id()).isEqualTo(folder.resolve("b.jsonl") + ", line 1");
        assertThat(corpus.notes()).containsExactly(folder + ": not read are README.md.",
                folder.resolve("a.jsonl") + ": 1 of 2 rows are skipped, nothing is in their column \"text\".");
    }

    @Test
    void aByteOrderMarkIsNoText() throws IOException {
        Path marked = Files.writeString(folder.resolve("a.txt"), "\ufeffone");
        assertThat(joined(read(List.of(marked), 64, 0))).asString(UTF_8).isEqualTo("one");
        Path lines = Files.writeString(folder.resolve("a.jsonl"), "\ufeff{\"text\": \"one\"}");
        assertThat(read(List.of(lines), 64, 0).fingerprint()).isEqualTo(read(List.of(marked), 64, 0).fingerprint());
    }

    @Test
    void theSameTextsInAnyContainerGiveTheSameDocumentsAndFingerprint() {
        Path data = Path.of("src/test/resources/goldens/records/data");
        String fingerprint = read(List.of(data.resolve("text.json")), 64, 0).fingerprint();
        for (String name : List.of("columns.json", "text.jsonl", "text.crlf-bom.jsonl", "text.jsonl.gz", "text-members.jsonl.gz",
                "text.jsonl.zst",
                "text-frames.jsonl.zst", "text.none.parquet", "text.snappy.parquet", "text.zstd.parquet", "text.gzip.parquet",
                "text.v2-delta.parquet", "text.stream-zstd.arrow", "disk-text", "shards")) {
            assertThat(read(List.of(data.resolve(name)), 64, 0).fingerprint()).as(name).isEqualTo(fingerprint);
        }
        assertThat(read(List.of(data.resolve("prose.txt")), 64, 0).bytes()).isEqualTo(636);
    }

    @Test
    void piecesOfATextKnowWhichOfTheirBytesAreSupervised() throws IOException {
        Path lines = Files.writeString(folder.resolve("x.jsonl"), "{\"prompt\": \"one two \", \"completion\": \"three four\"}\n");
        List<Document> documents = read(List.of(lines), 11, 0).documents();
        assertThat(documents).as("a piece with the prompt alone is left out")
                .extracting(document -> new String(document.bytes(), UTF_8)).containsExactly("three four");
        assertThat(documents.get(0).supervision()).isEqualTo(Supervision.whole(10));
        assertThat(documents.get(0).id()).isEqualTo(lines + ", line 1, byte 8");
    }

    @Test
    void conversationsAreRefusedWithWhatToDo() throws IOException {
        Path chat = Files.writeString(folder.resolve("x.jsonl"), "{\"messages\": [{\"role\": \"user\", \"content\": \"x\"}]}");
        assertThatThrownBy(() -> read(List.of(chat), 64, 0)).isInstanceOf(UserError.class)
                .hasMessageContaining("line 1: this is a conversation")
                .hasMessageContaining("text=COLUMN");
    }

    private static byte[] joined(Corpus corpus) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        corpus.documents().forEach(document -> all.writeBytes(document.bytes()));
        return all.toByteArray();
    }
}
