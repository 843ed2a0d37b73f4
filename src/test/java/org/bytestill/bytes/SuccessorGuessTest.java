package org.bytestill.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.bytestill.text.TokenTrie;
import org.bytestill.text.Vocabulary;
import org.junit.jupiter.api.Test;

/** Ids: the end 0, "a" 1, "b" 2, "c" 3, "bc" 4, "abc" 5, "cab" 6. The text "abcabcc" is cut abc|abc|c. */
class SuccessorGuessTest {
    private static final Vocabulary VOCABULARY = BigramModel.vocabulary(new byte[][] {null, utf8("a"), utf8("b"), utf8("c"), utf8("bc"), utf8("abc"), utf8("cab")});
    private final SuccessorGuess guess = new SuccessorGuess(new ReadingWindow(0, utf8("abcabcc"), 0, 0, new int[] {5, 5, 3}), VOCABULARY,
            new TokenTrie(VOCABULARY));

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void atAnEndOfACanonicalTokenItIsTheNextOne() {
        assertThat(guess.after(0)).isEqualTo(5);
        assertThat(guess.after(3)).isEqualTo(5);
    }

    @Test
    void withinACanonicalTokenItLeadsToItsEndAndNotBeyond() {
        assertThat(guess.after(1)).isEqualTo(4);
        assertThat(guess.after(2)).as("\"cab\" fits, but goes past the end").isEqualTo(3);
    }

    @Test
    void ofWhatReachesTheEndOfTheTextNoRowIsNeeded() {
        assertThat(guess.after(6)).isEqualTo(TokenTrie.NONE);
        assertThat(guess.after(7)).isEqualTo(TokenTrie.NONE);
    }
}
