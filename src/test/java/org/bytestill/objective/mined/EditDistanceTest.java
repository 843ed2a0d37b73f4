package org.bytestill.objective.mined;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EditDistanceTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void theDistanceIsTheFewestEdits() {
        assertThat(new EditDistance(bytes("kitten")).to(bytes("sitting"))).isEqualTo(3);
        assertThat(new EditDistance(bytes("the")).to(bytes("th"))).isEqualTo(1);
        assertThat(new EditDistance(bytes("the")).to(bytes("tha"))).isEqualTo(1);
        assertThat(new EditDistance(bytes("")).to(bytes("abc"))).isEqualTo(3);
        assertThat(new EditDistance(bytes("abc")).to(bytes(""))).isEqualTo(3);
        assertThat(new EditDistance(bytes("same")).to(bytes("same"))).isZero();
    }

    /** Against the table of all prefixes, also beyond one word of 64 bits. */
    @Test
    void longAndShortStringsAgreeWithTheWholeTable() {
        Random random = new Random(5);
        for (int round = 0; round < 400; round++) {
            byte[] a = random(random, 1 + random.nextInt(round % 4 == 0 ? 200 : 20));
            byte[] b = random(random, 1 + random.nextInt(round % 3 == 0 ? 200 : 20));
            assertThat(new EditDistance(a).to(b)).as("%d and %d bytes", a.length, b.length).isEqualTo(byTable(a, b));
        }
    }

    private static byte[] random(Random random, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (random.nextInt(4) - 2);
        }
        return bytes;
    }

    private static int byTable(byte[] a, byte[] b) {
        int[][] table = new int[a.length + 1][b.length + 1];
        for (int i = 0; i <= a.length; i++) {
            for (int j = 0; j <= b.length; j++) {
                table[i][j] = i == 0 || j == 0 ? i + j
                        : Math.min(Math.min(table[i - 1][j], table[i][j - 1]) + 1, table[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
            }
        }
        return table[a.length][b.length];
    }
}
