package org.bytestill.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {
    @TempDir
    Path folder;

    @Test
    void theDocumentsOfATextFileJoinedAreTheFile() throws IOException {
        byte[] text = "The whale.\r\n\nIt was — as they say — white.\n".repeat(50).getBytes(UTF_8);
        Corpus corpus = Corpus.read(List.of(Files.write(folder.resolve("a.txt"), text)), 64, 0);
        assertThat(joined(corpus)).isEqualTo(text);
        assertThat(corpus.bytes()).isEqualTo(text.length);
        assertThat(corpus.documents()).allSatisfy(document -> assertThat(document.size()).isBetween(1, 64));
        assertThat(corpus.documents().get(1).offset()).isEqualTo(corpus.documents().get(0).size());
        assertThat(corpus.notes()).isEmpty();
    }

    @Test
    void invalidUtf8IsKeptAndNotedWithItsOffset() throws IOException {
        byte[] text = {'a', 'b', ' ', (byte) 0xFF, 'c'};
        Corpus corpus = Corpus.read(List.of(Files.write(folder.resolve("odd.md"), text)), 64, 0);
        assertThat(joined(corpus)).isEqualTo(text);
        assertThat(corpus.notes()).singleElement().asString().contains("0xFF").contains("offset 3");
    }

    @Test
    void aLimitEndsAfterAWordAndLaterFilesAreNotUsed() throws IOException {
        Path a = Files.writeString(folder.resolve("a.txt"), "one two three");
        Path b = Files.writeString(folder.resolve("b.txt"), "four");
        assertThat(new String(joined(Corpus.read(List.of(a, b), 64, 9)), UTF_8)).isEqualTo("one two ");
        assertThat(new String(joined(Corpus.read(List.of(a, b), 64, 15)), UTF_8)).isEqualTo("one two threefo");
        assertThat(new String(joined(Corpus.read(List.of(a, b), 64, 17)), UTF_8)).isEqualTo("one two threefour");
        assertThat(Corpus.read(List.of(a, b), 64, 13).notes()).singleElement().asString().contains("b.txt is not used");
    }

    @Test
    void aLimitNeverCutsACharacter() throws IOException {
        Path a = Files.writeString(folder.resolve("a.txt"), "日本語日本語");
        for (int limit = 3; limit <= 18; limit++) {
            Corpus corpus = Corpus.read(List.of(a), 16, limit);
            assertThat(corpus.bytes()).isEqualTo(limit / 3 * 3L);
            assertThat(corpus.notes()).isEmpty();
        }
    }

    @Test
    void jsonLinesGiveATextALine() throws IOException {
        Path lines = Files.writeString(folder.resolve("x.jsonl"), "{\"text\": \"one\"}\n\n{\"id\": 2, \"text\": \"zwei \\u00e9\"}\n{\"text\": \"\"}\n");
        Corpus corpus = Corpus.read(List.of(lines), 64, 0);
        assertThat(corpus.documents()).extracting(document -> new String(document.bytes(), UTF_8)).containsExactly("one", "zwei é");
        assertThat(corpus.documents().get(1).offset()).isEqualTo(17);
    }

    @Test
    void aBadLineOfJsonIsToldWithItsNumber() throws IOException {
        Path list = Files.writeString(folder.resolve("l.jsonl"), "{\"text\": \"one\"}\n{\"text\": [1]}\n");
        assertThatThrownBy(() -> Corpus.read(List.of(list), 64, 0)).isInstanceOf(UserError.class).hasMessageContaining("line 2").hasMessageContaining("array in it");
        Path broken = Files.writeString(folder.resolve("b.jsonl"), "{\"text\": \n");
        assertThatThrownBy(() -> Corpus.read(List.of(broken), 64, 0)).isInstanceOf(UserError.class).hasMessageContaining("line 1");
    }

    @Test
    void aMissingAnEmptyAndANonFileAreTold() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.txt"));
        assertThatThrownBy(() -> Corpus.read(List.of(empty), 64, 0)).isInstanceOf(UserError.class).hasMessageContaining("empty.txt is empty");
        assertThatThrownBy(() -> Corpus.read(List.of(folder.resolve("no.txt")), 64, 0)).isInstanceOf(UserError.class).hasMessageContaining("no such text file");
        assertThatThrownBy(() -> Corpus.read(List.of(folder), 64, 0)).isInstanceOf(UserError.class).hasMessageContaining("is a folder");
        assertThatThrownBy(() -> Corpus.read(List.of(), 64, 0)).isInstanceOf(UserError.class);
    }

    @Test
    void theRootOfTheFileSystemHasNoNameAndIsAFolderLikeOthers() {
        Path root = folder.getRoot();
        assertThatThrownBy(() -> Corpus.read(List.of(root), 64, 0)).isInstanceOf(UserError.class)
                .hasMessage(root + " is a folder; name the text files in it.");
    }

    @Test
    void theFingerprintKnowsBytesAndCutsButNotPlaces() throws IOException {
        Path a = Files.writeString(folder.resolve("a.txt"), "one two three four");
        Path copy = Files.writeString(folder.resolve("copy.txt"), "one two three four");
        Path other = Files.writeString(folder.resolve("other.txt"), "one two three four!");
        String fingerprint = Corpus.read(List.of(a), 64, 0).fingerprint();
        assertThat(Corpus.read(List.of(copy), 64, 0).fingerprint()).isEqualTo(fingerprint).hasSize(64);
        assertThat(Corpus.read(List.of(other), 64, 0).fingerprint()).isNotEqualTo(fingerprint);
        assertThat(Corpus.read(List.of(a), 8, 0).fingerprint()).isNotEqualTo(fingerprint);
    }

    private static byte[] joined(Corpus corpus) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        corpus.documents().forEach(document -> all.writeBytes(document.bytes()));
        return all.toByteArray();
    }
}
