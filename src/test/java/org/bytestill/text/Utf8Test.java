package org.bytestill.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
    @Test
    void validityAgreesWithJavasStrictDecoder() {
        Random random = new Random(5);
        for (int round = 0; round < 20_000; round++) {
            byte[] text = new byte[1 + random.nextInt(4)];
            for (int i = 0; i < text.length; i++) {
                text[i] = (byte) (i == 0 ? 0xC0 + random.nextInt(64) : 0x70 + random.nextInt(0x60));
            }
            assertThat(Utf8.validEnd(text, 0, text.length) == text.length).as("%s", java.util.HexFormat.of().formatHex(text))
                    .isEqualTo(decodes(text));
        }
    }

    private static boolean decodes(byte[] text) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    @Test
    void codePointsAreReadInAllFourLengths() {
        for (String character : new String[] {"a", "é", "東", "🙂"}) {
            byte[] text = TestTexts.utf8(character);
            assertThat(Utf8.codePointAt(text, 0, text.length)).isEqualTo(character.codePointAt(0));
        }
    }
}
