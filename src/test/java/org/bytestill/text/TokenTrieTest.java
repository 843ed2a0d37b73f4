package org.bytestill.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenTrieTest {
    /** Ids: 0 "a", 1 "ab", 2 "b", 3 end of sequence, 4 special, 5 "ab" again, 6 the byte 0xFF. */
    private static final TokenTrie TRIE = new TokenTrie(vocabulary());

    private static Vocabulary vocabulary() {
        byte[][] bytes = {{'a'}, {'a', 'b'}, {'b'}, null, null, {'a', 'b'}, {(byte) 0xFF}};
        BitSet special = new BitSet();
        special.set(3, 5);
        BitSet end = new BitSet();
        end.set(3);
        return new Vocabulary(bytes, new String[] {"a", "ab", "b", "<eos>", "<pad>", "ab2", "ff"}, special, -1, end);
    }

    private static List<Integer> ending(TokenTrie trie, int node) {
        List<Integer> tokens = new ArrayList<>();
        for (int position = trie.low(node); position < trie.endsHigh(node); position++) {
            tokens.add(trie.tokenAt(position));
        }
        return tokens;
    }

    @Test
    void aNodeIsTheIntervalOfTheTokensBelowIt() {
        int a = TRIE.child(TokenTrie.ROOT, (byte) 'a');
        int ab = TRIE.child(a, (byte) 'b');
        assertThat(TRIE.high(TokenTrie.ROOT) - TRIE.low(TokenTrie.ROOT)).isEqualTo(5);
        assertThat(ending(TRIE, TokenTrie.ROOT)).isEmpty();
        assertThat(ending(TRIE, a)).containsExactly(0);
        assertThat(ending(TRIE, ab)).as("two ids of the same bytes").containsExactly(1, 5);
        assertThat(TRIE.high(a) - TRIE.low(a)).isEqualTo(3);
        assertThat(TRIE.child(ab, (byte) 'c')).isEqualTo(TokenTrie.NONE);
        assertThat(TRIE.child(TokenTrie.ROOT, (byte) 0xFF)).isEqualTo(4 - 1);
        assertThat(TRIE.longestToken()).isEqualTo(2);
    }

    @Test
    void endOfSequenceAndIdsWithoutBytesAreOutside() {
        int[] inside = new int[5];
        Arrays.setAll(inside, TRIE::tokenAt);
        assertThat(inside).containsExactlyInAnyOrder(0, 1, 2, 5, 6);
    }

    @Test
    void readAsTextASpecialTokenIsTheBytesOfItsNameButTheEndStaysOutside() {
        TokenTrie trie = new TokenTrie(vocabulary().withSpecialsAsText());
        int node = TokenTrie.ROOT;
        for (byte value : TestTexts.utf8("<pad>")) {
            node = trie.child(node, value);
        }
        assertThat(ending(trie, node)).containsExactly(4);
        assertThat(trie.child(trie.child(TokenTrie.ROOT, (byte) '<'), (byte) 'e')).isEqualTo(TokenTrie.NONE);
    }

    @Test
    void idsBeyondAModelsRowsAreLeftOut() {
        TokenTrie trie = new TokenTrie(vocabulary().firstIds(3));
        assertThat(trie.high(TokenTrie.ROOT) - trie.low(TokenTrie.ROOT)).isEqualTo(3);
        assertThat(vocabulary().firstIds(3).endOfSequence().isEmpty()).isTrue();
        assertThat(vocabulary().firstIds(100).size()).isEqualTo(7);
    }

    @Test
    void walkingTheBytesOfATokenEndsWhereTheTokenEnds() {
        Random random = new Random(3);
        byte[][] bytes = new byte[500][];
        for (int token = 0; token < bytes.length; token++) {
            bytes[token] = new byte[1 + random.nextInt(5)];
            for (int i = 0; i < bytes[token].length; i++) {
                bytes[token][i] = (byte) (random.nextInt(4) * 80);
            }
        }
        TokenTrie trie = new TokenTrie(new Vocabulary(bytes, new String[500], new BitSet(), -1, new BitSet()));
        for (int token = 0; token < bytes.length; token++) {
            int node = TokenTrie.ROOT;
            for (byte value : bytes[token]) {
                int parent = node;
                node = trie.child(node, value);
                assertThat(node).isBetween(trie.childrenStart(parent), trie.childrenEnd(parent) - 1);
                assertThat(trie.byteOf(node)).isEqualTo(value & 0xFF);
            }
            assertThat(ending(trie, node)).contains(token);
        }
    }
}
