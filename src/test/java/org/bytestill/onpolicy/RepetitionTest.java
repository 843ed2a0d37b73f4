package org.bytestill.onpolicy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RepetitionTest {
    /** Runs of four: 1234, 2341, 3412, 4123, 1234, 2341; of six two were there before. */
    @Test
    void theShareIsThatOfRunsOfFourTokensThatWereThereBefore() {
        assertThat(Repetition.share(new int[] {1, 2, 3, 4, 1, 2, 3, 4, 1})).isCloseTo(2.0 / 6, within(1e-12));
        assertThat(Repetition.share(new int[] {1, 2, 3, 4, 5, 6})).isZero();
        assertThat(Repetition.share(new int[] {7, 7, 7, 7, 7})).isCloseTo(0.5, within(1e-12));
        assertThat(Repetition.share(new int[] {7, 7, 7})).isZero();
    }

    private static boolean loops(String text) {
        return Repetition.loops(text.getBytes(US_ASCII));
    }

    @Test
    void aLoopIsAUnitOfAtMost32BytesOverAndOverInTheLast64OrThreeTimes() {
        assertThat(loops("and so it was ".repeat(5))).as("14 bytes, 70 in all").isTrue();
        assertThat(loops("Once " + "ab".repeat(32))).as("64 bytes after a beginning").isTrue();
        assertThat(loops("Once " + "ab".repeat(31) + "a")).as("63 bytes of it").isFalse();
        assertThat(loops("x".repeat(64))).isTrue();
        String unit = "0123456789abcdefghijklmnopqrstuv";
        assertThat(loops(unit.repeat(3))).as("three times 32 bytes").isTrue();
        assertThat(loops(unit.substring(1) + unit.repeat(2))).as("a byte less").isFalse();
        assertThat(loops(("x" + unit).repeat(4))).as("33 bytes").isFalse();
        assertThat(loops("")).isFalse();
    }
}
