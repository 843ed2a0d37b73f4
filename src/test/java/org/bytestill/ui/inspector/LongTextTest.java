package org.bytestill.ui.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LongTextTest {
    private static final int WINDOW = InspectorViewModel.LONGEST_TEXT;

    private static LongText repeated(String line, int times) {
        return new LongText(line.repeat(times).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void piecesTileTheTextAndBeginWithALine() {
        LongText text = repeated("a line of 18 bytes\n", 20_000);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        LongText.Piece piece = text.around(0);
        assertThat(piece.isFirst()).isTrue();
        all.writeBytes(piece.bytes());
        while (!piece.isLast()) {
            piece = piece.next();
            assertThat(piece.start() % 19).as("the beginning of a line").isZero();
            assertThat(piece.end() - piece.start()).isLessThanOrEqualTo(WINDOW).isGreaterThan(piece.isLast() ? 0 : WINDOW - 19);
            all.writeBytes(piece.bytes());
        }
        assertThat(all.toByteArray()).isEqualTo(text.bytes());
    }

    @Test
    void goingBackEndsWhereThePieceBegan() {
        LongText text = repeated("a line of 18 bytes\n", 20_000);
        LongText.Piece second = text.around(0).next();
        assertThat(second.previous().end()).isEqualTo(second.start());
        assertThat(second.previous().isFirst()).isTrue();
    }

    @Test
    void aPieceAroundAByteHoldsItWithBytesOnBothSides() {
        LongText text = repeated("a line of 18 bytes\n", 20_000);
        for (int offset : new int[] {0, 1, 40_000, 100_000, 200_000, 379_999}) {
            LongText.Piece piece = text.around(offset);
            assertThat(piece.start()).as("piece around %d", offset).isLessThanOrEqualTo(offset).isLessThanOrEqualTo(Math.max(0, offset - 20_000));
            assertThat(piece.end()).isGreaterThan(offset);
        }
    }

    @Test
    void withoutLinesNoCharacterIsCut() {
        LongText text = repeated("東", 100_000);
        LongText.Piece piece = text.around(150_001).next();
        assertThat(piece.start() % 3).isZero();
        assertThat(piece.end() % 3).isZero();
    }

    @Test
    void bytesThatOnlyContinueAreCutSomewhere() {
        byte[] bytes = new byte[3 * WINDOW];
        Arrays.fill(bytes, (byte) 0x80);
        LongText.Piece piece = new LongText(bytes).around(0);
        assertThat(piece.next().start()).isEqualTo(piece.end()).isGreaterThan(WINDOW - 8);
    }
}
