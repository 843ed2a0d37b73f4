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

    @Test
    void aByteMayFollowIfSomeValidCharacterHasItThere() {
        Random random = new Random(6);
        for (int round = 0; round < 2_000; round++) {
            String character = Character
                    .toString(random.ints(0, 0x110000).filter(code -> code < 0xD800 || code > 0xDFFF).findFirst().orElseThrow());
            byte[] text = TestTexts.utf8("é" + character);
            for (int offset = 2; offset < text.length; offset++) {
                assertThat(Utf8.mayFollow(text, offset, text[offset] & 0xFF)).as("%s at %d", character, offset).isTrue();
            }
        }
        byte[] begun = TestTexts.utf8("a\u6771");
        assertThat(Utf8.mayFollow(begun, 1, 'a')).as("at a boundary").isTrue();
        assertThat(Utf8.mayFollow(begun, 1, 0x80)).as("nothing is begun").isFalse();
        assertThat(Utf8.mayFollow(begun, 2, 'a')).as("within a character").isFalse();
        assertThat(Utf8.mayFollow(new byte[] {(byte) 0xED}, 1, 0xA0)).as("a surrogate").isFalse();
        assertThat(Utf8.mayFollow(new byte[] {(byte) 0xED}, 1, 0x9F)).isTrue();
        assertThat(Utf8.mayFollow(new byte[] {(byte) 0xFF}, 1, 'a')).as("after a byte that is not valid").isTrue();
        assertThat(Utf8.mayFollow(new byte[0], 0, 0xF5)).as("beyond Unicode").isFalse();
    }
}
