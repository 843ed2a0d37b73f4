package org.bytestill.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ByteClassTest {
    private static ByteClass[] of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return IntStream.range(0, bytes.length).mapToObj(i -> ByteClass.of(bytes[i] & 0xFF)).toArray(ByteClass[]::new);
    }

    @Test
    void aByteHasTheClassOfItsSign() {
        assertThat(of("Az9 .~\n\t\u007F")).containsExactly(ByteClass.LETTER, ByteClass.LETTER, ByteClass.DIGIT, ByteClass.SPACE,
                ByteClass.PUNCTUATION, ByteClass.PUNCTUATION, ByteClass.CONTROL, ByteClass.CONTROL, ByteClass.CONTROL);
    }

    @Test
    void aCharacterOfSeveralBytesIsALeadAndContinuations() {
        assertThat(of("é")).containsExactly(ByteClass.LEAD, ByteClass.CONTINUATION);
        assertThat(of("🦊")).containsExactly(ByteClass.LEAD, ByteClass.CONTINUATION, ByteClass.CONTINUATION, ByteClass.CONTINUATION);
    }

    @Test
    void whatBeginsNoCharacterIsAnotherByteAndTheEndIsItself() {
        for (int outcome : new int[] {0xC0, 0xC1, 0xF5, 0xFF}) {
            assertThat(ByteClass.of(outcome)).isEqualTo(ByteClass.OTHER);
        }
        assertThat(ByteClass.of(0xC2)).isEqualTo(ByteClass.LEAD);
        assertThat(ByteClass.of(0xF4)).isEqualTo(ByteClass.LEAD);
        assertThat(ByteClass.of(256)).isEqualTo(ByteClass.END);
    }

    @Test
    void theClassesOfAsciiHaveTheSizesOfItsTable() {
        long[] counts = Arrays.stream(ByteClass.values())
                .mapToLong(bytes -> IntStream.range(0, 128).filter(code -> ByteClass.of(code) == bytes).count()).toArray();
        // 52 letters, 10 digits, the space, 32 signs, 33 controls.
        assertThat(counts).startsWith(52, 10, 1, 32, 33);
    }
}
