package org.bytestill.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class CanonicalTokensTest {
    private static CanonicalTokens tokens() {
        String[] names = {"</s>", "<0x41>", "b", "A", "A", "Ab", "<0x80>"};
        byte[][] bytes = {{}, {'A'}, {'b'}, {'A'}, {'A'}, {'A', 'b'}, {(byte) 0x80}};
        BitSet end = new BitSet();
        end.set(0);
        return new CanonicalTokens(new Vocabulary(bytes, names, end, -1, end));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void anIdIsCanonicalIfItIsNoFallbackOfAnotherAndTheLowest() {
        CanonicalTokens tokens = tokens();
        assertThat(tokens.idOf(bytes("A"))).isEqualTo(3);
        assertThat(tokens.isCanonical(1)).isFalse();
        assertThat(tokens.isCanonical(4)).isFalse();
        assertThat(tokens.idOf(new byte[] {(byte) 0x80})).as("only a fallback piece has this byte").isEqualTo(6);
        assertThat(tokens.idOf(bytes("Abc"))).isEqualTo(-1);
        assertThat(tokens.idOf(new byte[0])).as("the end has no bytes").isEqualTo(-1);
    }

    @Test
    void aTextIsCutByLongestTokens() {
        CanonicalTokens tokens = tokens();
        assertThat(tokens.longestPrefix(bytes("bAbA"), 1, 4)).isEqualTo(5);
        assertThat(tokens.longestPrefix(bytes("bAbA"), 1, 2)).as("cut to one byte").isEqualTo(3);
        assertThat(tokens.longestPrefix(bytes("x"), 0, 1)).isEqualTo(-1);
        assertThat(tokens.greedy(bytes("AbbA"))).containsExactly(5, 2, 3);
        assertThat(tokens.greedy(bytes("Abx"))).as("x has no token").isEmpty();
    }
}
