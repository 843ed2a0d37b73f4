package org.bytestill.corpus.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.bytestill.text.Utf8;
import org.junit.jupiter.api.Test;

class Utf8CheckTest {
    @Test
    void aCharacterMayComeInPieces() {
        Utf8Check check = new Utf8Check();
        for (byte b : new byte[] {'a', (byte) 0xF0, (byte) 0x9F, (byte) 0x98, (byte) 0x80}) {
            check.add(new byte[] {b}, 0, 1);
        }
        check.end();
        assertThat(check.invalidAt()).isEqualTo(-1);
    }

    @Test
    void aCharacterThatTheEndCutsIsOddFromItsFirstByteOn() {
        Utf8Check check = new Utf8Check();
        check.add(new byte[] {'a', 'b', (byte) 0xE6, (byte) 0x97}, 0, 4);
        assertThat(check.invalidAt()).isEqualTo(-1);
        check.end();
        assertThat(check.invalidAt()).isEqualTo(2);
        assertThat(check.invalidByte()).isEqualTo(0xE6);
    }

    @Test
    void anyBytesInAnyPiecesAreJudgedAsTheWhole() {
        Random random = new Random(5);
        int[] bits = {'a', 0xC3, 0xA9, 0xE6, 0x97, 0xA5, 0xF0, 0x9F, 0x98, 0x80};
        for (int round = 0; round < 2000; round++) {
            byte[] text = new byte[1 + random.nextInt(12)];
            int first = random.nextInt(bits.length);
            for (int i = 0; i < text.length; i++) {
                text[i] = (byte) bits[random.nextInt(8) == 0 ? random.nextInt(bits.length) : (first + i) % bits.length];
            }
            Utf8Check check = new Utf8Check();
            for (int start = 0; start < text.length;) {
                int length = Math.min(text.length - start, 1 + random.nextInt(5));
                check.add(text, start, length);
                start += length;
            }
            check.end();
            int valid = Utf8.validEnd(text, 0, text.length);
            assertThat(check.invalidAt()).isEqualTo(valid == text.length ? -1 : valid);
        }
    }
}
