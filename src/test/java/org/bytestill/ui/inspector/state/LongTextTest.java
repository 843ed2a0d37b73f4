package org.bytestill.ui.inspector.state;

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
    void aPieceAroundAByteHoldsItSoonAfterItsBeginning() {
        LongText text = repeated("a line of 18 bytes\n", 20_000);
        for (int offset : new int[] {0, 1, 40_000, 100_000, 200_000, 379_999}) {
            LongText.Piece piece = text.around(offset);
            assertThat(piece.holds(offset)).as("piece around %d", offset).isTrue();
            assertThat(offset - piece.start()).isLessThanOrEqualTo(1024).isGreaterThanOrEqualTo(Math.min(offset, 512));
            assertThat(piece.start() % 19).as("the beginning of a line").isZero();
        }
    }

    @Test
    void bytesAreFoundAfterAPlaceAndRoundAtTheEnd() {
        byte[] text = "the sea, the sky".getBytes(StandardCharsets.UTF_8);
        byte[] the = {'t', 'h', 'e'};
        assertThat(LongText.find(text, the, 0)).isZero();
        assertThat(LongText.find(text, the, 1)).isEqualTo(9);
        assertThat(LongText.find(text, the, 10)).isZero();
        assertThat(LongText.find(text, new byte[] {'y'}, 15)).isEqualTo(15);
        assertThat(LongText.find(text, new byte[] {'z'}, 3)).isNegative();
        assertThat(LongText.find(text, new byte[17], 0)).as("longer than the text").isNegative();
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
