package org.bytestill.ui.preview;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bytestill.engine.preview.ReadText;
import org.bytestill.engine.preview.ReadText.Token;
import org.junit.jupiter.api.Test;

class ChipTest {
    private static Token token(int start, int end, boolean isSpecial) {
        return new Token(start, end, 7, "<|x|>", isSpecial, false);
    }

    private static ReadText text(String text, Token... tokens) {
        return new ReadText(text.getBytes(UTF_8), List.of(token(0, 0, true)), List.of(tokens), List.of());
    }

    /** A letter of 12 pixels is 7.2 wide: a token of one letter 7.2 + 8, of three 21.6 + 8; a special one of five 36 + 18; 2 between two. */
    @Test
    void tokensStandInRowsThatEndWithTheLineOrTheRoom() {
        ReadText text = text("a\nabcb", token(0, 1, false), token(1, 2, false), token(2, 5, false), token(5, 6, false));
        List<Chip> chips = Chip.layOut(List.of(text), 100);
        assertThat(chips).extracting(Chip::visible).containsExactly("<|x|>", "a", "↵", "abc", "b");
        assertThat(chips).extracting(Chip::width).containsExactly(54.0, 16.0, 16.0, 30.0, 16.0);
        assertThat(chips).extracting(Chip::x).containsExactly(0.0, 56.0, 74.0, 0.0, 32.0);
        assertThat(chips).extracting(Chip::row).containsExactly(0, 0, 0, 1, 1);
        assertThat(chips).extracting(Chip::number).containsExactly(1, 2, 3, 4, 5);
        assertThat(Chip.layOut(List.of(text), 70)).extracting(Chip::row).as("one less in the first row").containsExactly(0, 1, 1, 2, 2);
        assertThat(Chip.layOut(List.of(text), 20)).as("none is wider than there is room").extracting(Chip::width)
                .containsExactly(20.0, 16.0, 16.0, 20.0, 16.0);
    }

    @Test
    void twoTextsAreApart() {
        ReadText text = text("a", token(0, 1, false));
        assertThat(Chip.layOut(List.of(text, text), 100)).extracting(Chip::row).containsExactly(0, 0, 2, 2);
        assertThat(Chip.layOut(List.of(), 100)).isEmpty();
    }
}
