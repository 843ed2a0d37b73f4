package org.bytestill.ui.inspector.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.bytestill.engine.inspect.Inspection;
import org.bytestill.ui.inspector.ToyInspection;
import org.junit.jupiter.api.Test;

class CursorMovesTest {
    // Bytes: a 0, é 1-2, b 3, blank 4, c 5, d 6. Teacher tokens (up to 5 bytes, before blanks): 0-3, 4-6. Student (3): 0-2, 3, 4-6.
    private final Inspection inspection = ToyInspection.of("aéb cd".getBytes(StandardCharsets.UTF_8));
    private final Analysis analysis = Analysis.of(inspection);
    private final CursorMoves moves = analysis.moves();

    @Test
    void aByteStepStaysWithinTheText() {
        assertThat(moves.byBytes(0, -1)).isZero();
        assertThat(moves.byBytes(2, 1)).isEqualTo(3);
        assertThat(moves.byBytes(6, 1)).isEqualTo(6);
    }

    @Test
    void aCharacterStepJumpsOverTheBytesOfACharacter() {
        assertThat(moves.byCharacter(1, true)).isEqualTo(3);
        assertThat(moves.byCharacter(2, true)).isEqualTo(3);
        assertThat(moves.byCharacter(2, false)).isEqualTo(1);
        assertThat(moves.byCharacter(1, false)).isZero();
        assertThat(moves.byCharacter(0, false)).isZero();
        assertThat(moves.byCharacter(6, true)).isEqualTo(6);
    }

    @Test
    void aTokenStepGoesToTheStartOfTheNextTokenOfThatModel() {
        assertThat(moves.byTeacherToken(0, true)).isEqualTo(4);
        assertThat(moves.byStudentToken(0, true)).isEqualTo(3);
        assertThat(moves.byTeacherToken(5, false)).isEqualTo(4);
        assertThat(moves.byTeacherToken(4, false)).isZero();
        assertThat(moves.byStudentToken(4, false)).isEqualTo(3);
        assertThat(moves.byTeacherToken(4, true)).isEqualTo(4);
    }
}
