package org.bytestill.objective.aligned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.assertj.core.data.Offset;
import org.bytestill.config.RunConfig;
import org.bytestill.objective.tokenends.TokenEndsObjective;
import org.bytestill.text.Vocabulary;
import org.bytestill.torch.TorchThread;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The teacher of {@link WorkedExample} reads "athe" as a|th|e, a student of bytes and token ends as a end t h end e end, all seven of its ids
 * equally probable: a term is ln 7 minus the entropy of the teacher's row.
 */
class TokenEndsTest {
    private static final Offset<Double> SIX_DIGITS = within(1e-6);
    private static final String[] NAMES = {"</s>", "a", "e", "t", "h", " ", "<|token_end|>"};
    private static final int END = 6;
    private static final int[] TOKENS = {1, END, 3, 4, END, 2, END};
    private static final double[][] TEACHER = {{.1, .5, .1, .1, .1, .1}, {.05, .1, .05, .5, .2, .1}, {.1, .1, .6, .05, .05, .1}};

    @BeforeEach
    void prepareThread() {
        TorchThread.prepare(1);
    }

    private static HandRows.Side student(int rows) {
        byte[][] bytes = Arrays.stream(NAMES).map(name -> name.length() > 1 ? new byte[0] : name.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        BitSet end = new BitSet();
        end.set(0);
        return new HandRows.Side(new HandRows.HandVocabulary(new Vocabulary(bytes, NAMES, end, 0, end)), List.of(TOKENS),
                new double[rows][NAMES.length]);
    }

    private static double lessThanAll(double... row) {
        return Math.log(NAMES.length) + Arrays.stream(row).filter(p -> p > 0).map(p -> p * Math.log(p)).sum();
    }

    @Test
    void eachByteAndEachEndIsComparedWithTheTeachersRowInsideItsToken() {
        HandRows.Result result = HandRows.of(new TokenEndsObjective(), RunConfig.defaults(), student(7),
                HandRows.Side.of(HandRows.B, new int[] {1, 3, 2}, TEACHER), at -> true);
        assertThat(result.terms()).containsExactly(new double[] {
            lessThanAll(.1, .5, .1, .1 + .1, .1), // end, a, e, t of th and tha, blank
            lessThanAll(1), // after a only its end
            lessThanAll(.05, .1, .05, .5 + .2, .1), // before th
            lessThanAll(1), // after t an h
            lessThanAll(.2 / .7, .5 / .7), // after th an a, or the end: .285714, .714286
            lessThanAll(.1, .1, .6, .05 + .05, .1)}, SIX_DIGITS);
        assertThat(result.terms()[4]).isCloseTo(1.347641, SIX_DIGITS);
        assertThat(result.sums().get(AlignedLoss.OWN)).as("nothing is left over").isCloseTo(0, SIX_DIGITS);
    }

    @Test
    void theEndOfALastTokenAndTheEndOfTheTextAreTwoThings() {
        double[][] rows = Arrays.copyOf(TEACHER, 4);
        rows[3] = new double[] {.5, .1, .1, .1, .1, .1};
        HandRows.Result result = HandRows.of(new TokenEndsObjective(), RunConfig.defaults(), student(8),
                HandRows.Side.of(HandRows.B, new int[] {1, 3, 2}, rows), true, at -> true, 0, 1, 1000);
        assertThat(result.terms()).hasSize(8);
        assertThat(result.terms()[6]).as("after e only its end").isCloseTo(lessThanAll(1), SIX_DIGITS);
        assertThat(result.terms()[7]).as("then the end of the text").isCloseTo(lessThanAll(.5, .1, .1, .2, .1), SIX_DIGITS);
    }

    /** With respect to the logits q - p, over the count. */
    @Test
    void theGradientIsThatOfTheKl() {
        HandRows.Result result = HandRows.of(new TokenEndsObjective(), RunConfig.defaults(), student(7),
                HandRows.Side.of(HandRows.B, new int[] {1, 3, 2}, TEACHER), at -> true);
        double q = 1.0 / NAMES.length;
        double[] afterTh = {q, q - .2 / .7, q, q, q, q, q - .5 / .7};
        for (int id = 0; id < NAMES.length; id++) {
            assertThat(result.gradient()[4 * NAMES.length + id]).as(NAMES[id]).isCloseTo(afterTh[id] / 6, SIX_DIGITS);
        }
    }
}
