package org.bytestill.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
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
        assertThat(DocumentSplitter.ends(new byte[0], 5)).isEmpty();
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
                int start = 0;
                for (int end : DocumentSplitter.ends(bytes, limit)) {
                    assertThat(end - start).isBetween(1, limit);
                    start = end;
                }
                assertThat(start).isEqualTo(bytes.length);
            }
        }
    }

    private static List<String> pieces(String text, int limit) {
        byte[] bytes = text.getBytes(UTF_8);
        List<String> pieces = new ArrayList<>();
        int start = 0;
        for (int end : DocumentSplitter.ends(bytes, limit)) {
            pieces.add(new String(Arrays.copyOfRange(bytes, start, end), UTF_8));
            start = end;
        }
        return pieces;
    }
}
