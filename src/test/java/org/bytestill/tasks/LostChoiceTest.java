package org.bytestill.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytestill.tasks.score.Score;
import org.junit.jupiter.api.Test;

class LostChoiceTest {
    private static final Score RIGHT = new Score(-9, false, new float[] {-1, -5, -3}, new int[] {2, 4, 3});

    @Test
    void theTokenWithWhichItFallsBelowTheWinnerIsNamedByItsByte() {
        // "ö?" has three bytes; the first token, of two bytes, is the blank that the context ended with and one more.
        assertThat(LostChoice.of(1, "ö? ", RIGHT, -4, id -> id)).isEqualTo(new LostChoice(1, 3 + 2, 1));
        assertThat(LostChoice.of(1, "ö? ", RIGHT, -7, id -> id)).isEqualTo(new LostChoice(1, 3 + 2 + 4, 2));
        assertThat(LostChoice.of(1, "ö? ", RIGHT, -0.5, id -> id)).isEqualTo(new LostChoice(1, 3, 0));
    }

    @Test
    void aChoiceThatNeverFallsBelowIsNotLost() {
        assertThat(LostChoice.of(0, "a", RIGHT, -10, id -> id)).isNull();
    }
}
