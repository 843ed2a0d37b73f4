package org.bytestill.ui.inspector.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.bytestill.ui.inspector.draw.TextCells.Cell;
import org.bytestill.ui.inspector.state.ByteText;
import org.junit.jupiter.api.Test;

class TextCellsTest {
    private static TextCells cells(String text) {
        return TextCells.of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aCharacterSpansItsBytes() {
        // c, a, f of one byte each, then é of two.
        assertThat(cells("café").cells()).extracting(Cell::start).containsExactly(0, 1, 2, 3);
        assertThat(cells("café").at(4)).isEqualTo(new Cell(3, 5, "é", false));
    }

    @Test
    void aCombiningAccentBelongsToItsLetter() {
        // e is one byte, U+0301 two.
        assertThat(cells("e\u0301x").cells()).extracting(Cell::end).containsExactly(3, 4);
    }

    @Test
    void anEmojiWithJoinersIsOneCharacter() {
        // U+1F469 and U+1F680 take four bytes each, the joiner three.
        assertThat(cells("a\uD83D\uDC69\u200D\uD83D\uDE80b").cells()).extracting(Cell::start).containsExactly(0, 1, 12);
    }

    @Test
    void hebrewIsReadFromRightToLeftAndStaysInTheOrderOfItsBytes() {
        TextCells cells = cells("ab \u05E9\u05DC");
        assertThat(cells.cells()).extracting(Cell::rightToLeft).containsExactly(false, false, false, true, true);
        assertThat(cells.at(3).text()).isEqualTo("\u05E9");
    }

    @Test
    void aByteThatIsNotUtf8IsACellOfItsOwn() {
        TextCells cells = TextCells.of(new byte[] {'a', (byte) 0xC3, 'b', (byte) 0xE4, (byte) 0xB8, 'c'});
        assertThat(cells.cells()).extracting(Cell::isValid).containsExactly(true, false, true, false, false, true);
        assertThat(cells.cells()).extracting(Cell::start).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void surrogatesOverlongFormsAndCodesBeyondUnicodeAreNotUtf8() {
        byte[][] wrong = {{(byte) 0xED, (byte) 0xA0, (byte) 0x80}, {(byte) 0xC0, (byte) 0x80},
            {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80}};
        for (byte[] bytes : wrong) {
            assertThat(TextCells.of(bytes).cells()).hasSize(bytes.length).noneMatch(Cell::isValid);
        }
    }

    @Test
    void cellsTileAnyBytes() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            byte[] bytes = new byte[1 + random.nextInt(60)];
            random.nextBytes(bytes);
            TextCells cells = TextCells.of(bytes);
            int end = 0;
            for (Cell cell : cells.cells()) {
                assertThat(cell.start()).isEqualTo(end);
                end = cell.end();
            }
            assertThat(end).isEqualTo(bytes.length);
            assertThat(ByteText.read(ByteText.show(bytes))).isEqualTo(bytes);
        }
    }

    @Test
    void aTextBoxShowsInvalidBytesAsEscapesAndGivesThemBack() {
        byte[] bytes = {'a', (byte) 0xC3, '\\', 'x', '4', '1', '\r', 0};
        assertThat(ByteText.show(bytes)).isEqualTo("a\\xC3\\x5Cx41\\x0D\\x00");
        assertThat(ByteText.read("a\\xC3\\x5Cx41\\x0D\\x00")).isEqualTo(bytes);
        assertThat(ByteText.show("C:\\dir".getBytes(StandardCharsets.UTF_8))).isEqualTo("C:\\dir");
    }
}
