package org.bytestill.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DocumentSplitterTest {
    @Test
    void aPieceEndsAfterALineIfThereIsOneInItsLatterHalf() {
        assertThat(pieces("one two\nthree four five", 12)).containsExactly("one two\n", "three four ", "five");
    }

    @Test
    void aPieceEndsAfterAWordIfTheOnlyLineEndsEarly() {
        assertThat(pieces("a\nthree four five", 12)).containsExactly("a\nthree ", "four five");
    }

    @Test
    void aTextWithoutSpacesIsCutBetweenCharacters() {
        // Each character is 3 bytes, so 8 bytes hold two.
        assertThat(pieces("日本語日本", 8)).containsExactly("日本", "語日", "本");
        assertThat(pieces("\ud83d\ude00\ud83d\ude00", 7)).containsExactly("\ud83d\ude00", "\ud83d\ude00");
    }

    @Test
    void aBoundaryInsideACharacterMovesToItsBeginning() {
        byte[] text = HexFormat.of().parseHex("41f09f988042");
        assertThat(List.of(1, 2, 4, 5)).extracting(offset -> DocumentSplitter.boundaryAtOrBefore(text, offset)).containsExactly(1, 1, 1, 5);
    }

    @Test
    void aShortTextIsOnePiece() {
        assertThat(pieces("short", 5)).containsExactly("short");
        assertThat(pieces("", 5)).isEmpty();
    }

    @Test
    void piecesOfAnyBytesTileThemAndNeverCutACharacter() {
        Random random = new Random(3);
        String[] bits = {"a", " ", "\n", "é", "日", "\ud83d\ude00"};
        for (int round = 0; round < 500; round++) {
            int limit = 4 + random.nextInt(20);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(80); i > 0; i--) {
                text.append(bits[random.nextInt(bits.length)]);
            }
            byte[] valid = text.toString().getBytes(UTF_8);
            assertThat(String.join("", pieces(text.toString(), limit))).isEqualTo(text.toString());
            byte[] odd = valid.clone();
            for (int i = 0; i < odd.length; i += 3) {
                odd[i] = (byte) random.nextInt(256);
            }
            for (byte[] bytes : List.of(valid, odd)) {
                List<byte[]> pieces = pieces(bytes, limit);
                assertThat(pieces).allSatisfy(piece -> assertThat(piece.length).isBetween(1, limit));
                assertThat(joined(pieces)).isEqualTo(bytes);
            }
        }
    }

    @Test
    void aShorterPieceIsTheLastOneAndSaysThatTheTextGoesOn() throws IOException {
        DocumentSplitter splitter = splitter("one two three four".getBytes(UTF_8), 8);
        assertThat(splitter.next(100)).asString(UTF_8).isEqualTo("one two ");
        assertThat(splitter.isCut()).isFalse();
        assertThat(splitter.next(5)).asString(UTF_8).isEqualTo("three");
        assertThat(splitter.isCut()).isTrue();
        assertThat(splitter.next(100)).isEmpty();
        assertThat(splitter.position()).isEqualTo(13);
    }

    @Test
    void noMoreIsReadThanThePieceAndTheRestOfItsLastCharacter() throws IOException {
        ByteArrayInputStream text = new ByteArrayInputStream(new byte[1000]);
        DocumentSplitter splitter = new DocumentSplitter(100);
        splitter.start(text);
        splitter.next(1000);
        assertThat(1000 - text.available()).isEqualTo(103);
    }

    private static List<String> pieces(String text, int limit) {
        return pieces(text.getBytes(UTF_8), limit).stream().map(piece -> new String(piece, UTF_8)).toList();
    }

    private static List<byte[]> pieces(byte[] text, int limit) {
        try {
            DocumentSplitter splitter = splitter(text, limit);
            List<byte[]> pieces = new ArrayList<>();
            for (byte[] piece = splitter.next(Long.MAX_VALUE); piece.length > 0; piece = splitter.next(Long.MAX_VALUE)) {
                pieces.add(piece);
            }
            return pieces;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DocumentSplitter splitter(byte[] text, int limit) {
        DocumentSplitter splitter = new DocumentSplitter(limit);
        splitter.start(new ByteArrayInputStream(text));
        return splitter;
    }

    private static byte[] joined(List<byte[]> pieces) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        pieces.forEach(all::writeBytes);
        return all.toByteArray();
    }
}
