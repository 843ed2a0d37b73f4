package org.bytestill.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
    @Test
    void whatJavaRefusesToDecodeIsInvalidAndNothingElse() {
        Random random = new Random(5);
        byte[] leads = HexFormat.of().parseHex("41c0c1c2dfe0edeff0f4f58090a09fbf");
        for (int round = 0; round < 20_000; round++) {
            byte[] text = new byte[1 + random.nextInt(5)];
            for (int i = 0; i < text.length; i++) {
                text[i] = leads[random.nextInt(leads.length)];
            }
            assertThat(Utf8.firstInvalid(text) < 0).as(HexFormat.of().formatHex(text)).isEqualTo(javaDecodes(text));
        }
    }

    @Test
    void theFirstOddByteIsNamed() {
        assertThat(Utf8.firstInvalid(HexFormat.of().parseHex("41e697a5ff42"))).isEqualTo(4);
        assertThat(Utf8.firstInvalid(HexFormat.of().parseHex("41e697"))).isEqualTo(1);
    }

    @Test
    void aBoundaryInsideACharacterMovesToItsBeginning() {
        byte[] text = HexFormat.of().parseHex("41f09f988042");
        assertThat(new int[] {Utf8.boundaryAtOrBefore(text, 1), Utf8.boundaryAtOrBefore(text, 2), Utf8.boundaryAtOrBefore(text, 4),
                Utf8.boundaryAtOrBefore(text, 5)}).containsExactly(1, 1, 1, 5);
    }

    private static boolean javaDecodes(byte[] text) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
