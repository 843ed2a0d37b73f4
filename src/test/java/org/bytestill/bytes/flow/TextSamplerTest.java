package org.bytestill.bytes.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import org.bytestill.bytes.BigramModel;
import org.bytestill.bytes.TokenModel;
import org.junit.jupiter.api.Test;

class TextSamplerTest {
    private static final OptionalLong GREEDY = OptionalLong.empty();

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String written(TokenModel model, String prefix, int bytes, OptionalLong seed) {
        return new String(new TextSampler(model).write(utf8(prefix), bytes, seed, () -> true).bytes(), StandardCharsets.UTF_8);
    }

    /** The end .1, "a" .2, "ab" .1, "bc" .5, "b" .1, whatever came before. */
    private static BigramModel model() {
        return BigramModel.unigram(new String[] {null, "a", "ab", "bc", "b"}, 0.1, 0.2, 0.1, 0.5, 0.1);
    }

    @Test
    void greedySamplingTakesTheMostProbableTokenEachTime() {
        // "bc" stands open: the first token must begin with it and adds nothing. Then bc, bc.
        assertThat(written(model(), "bc", 4, GREEDY)).isEqualTo("bcbc");
    }

    @Test
    void theLastTokenOfThePrefixMayBecomeALongerOne() {
        // After "a" the tokens that begin with "a" are "a" (.2) and "ab" (.1): greedily it stays "a".
        assertThat(written(model(), "a", 2, GREEDY)).isEqualTo("bc");
        // With "ab" more probable than "a" the open token becomes "ab".
        BigramModel longer = BigramModel.unigram(new String[] {null, "a", "ab", "bc", "b"}, 0.1, 0.1, 0.2, 0.5, 0.1);
        assertThat(written(longer, "a", 3, GREEDY)).isEqualTo("bbc");
    }

    @Test
    void drawsRepeatWithTheirSeedAndFollowTheProbabilities() {
        BigramModel model = BigramModel.unigram(new String[] {null, "x", "y"}, 0, 0.75, 0.25);
        String first = written(model, "", 4000, OptionalLong.of(7));
        assertThat(written(model, "", 4000, OptionalLong.of(7))).isEqualTo(first);
        assertThat(written(model, "", 4000, OptionalLong.of(8))).isNotEqualTo(first);
        // Of 4,000 draws at .75: 3,000, deviation 27; six of them.
        assertThat(first.chars().filter(c -> c == 'x').count()).isBetween(2836L, 3164L);
    }

    @Test
    void theEndOfSequenceEndsTheTextAndIsReported() {
        BigramModel model = BigramModel.unigram(new String[] {null, "x"}, 0.9, 0.1);
        SampledText continuation = new TextSampler(model).write(utf8("x"), 10, GREEDY, () -> true);
        assertThat(continuation.ended()).isTrue();
        assertThat(continuation.bytes()).isEmpty();
    }

    @Test
    void aCharacterIsNotCutInItsMiddle() {
        BigramModel model = BigramModel.unigram(new String[] {null, "é", "x"}, 0.01, 0.9, 0.09);
        assertThat(written(model, "", 5, GREEDY)).isEqualTo("éé");
        assertThat(written(model, "x", 4, GREEDY)).isEqualTo("éé");
    }

    @Test
    void specialTokensAreNeverGenerated() {
        BigramModel model = BigramModel.unigram(new String[] {null, null, "x"}, 0.05, 0.9, 0.05);
        assertThat(written(model, "", 3, OptionalLong.of(3))).matches("x*");
    }

    @Test
    void aLongPrefixIsCutToTheContextLimit() {
        BigramModel model = new BigramModel(model().tokenizer().vocabulary(), model().rows(), 8);
        assertThat(written(model, "bc".repeat(100), 4, GREEDY)).isEqualTo("bcbc");
        assertThat(model.longestContext()).isLessThanOrEqualTo(8);
    }

    @Test
    void samplingStopsWhenAskedTo() {
        assertThatThrownBy(() -> new TextSampler(model()).write(utf8("bc"), 4, GREEDY, () -> false))
                .isInstanceOf(CancellationException.class);
    }
}
