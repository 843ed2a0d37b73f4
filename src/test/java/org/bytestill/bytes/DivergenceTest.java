package org.bytestill.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DivergenceTest {
    private static final double[] HALVES = {0.5, 0.5, 0};
    private static final double[] QUARTERS = {0.25, 0.25, 0.5};

    @Test
    void entropyOfFairCoinsInBitsIsTheirNumber() {
        assertThat(Divergence.entropyBits(HALVES)).isCloseTo(1, within(1e-15));
        // 0.25 * 2 + 0.25 * 2 + 0.5 * 1
        assertThat(Divergence.entropyBits(QUARTERS)).isCloseTo(1.5, within(1e-15));
        assertThat(Divergence.entropyBits(new double[] {1, 0})).isZero();
    }

    @Test
    void klIsTheMeanOfTheLogRatioUnderTheFirst() {
        // 0.5 * log2(0.5 / 0.25) twice = 1
        assertThat(Divergence.klBits(HALVES, QUARTERS)).isCloseTo(1, within(1e-15));
        assertThat(Divergence.klContributionBits(0.25, 0.5)).isCloseTo(-0.25, within(1e-15));
        assertThat(Divergence.klBits(QUARTERS, QUARTERS)).isZero();
    }

    @Test
    void klIsInfiniteWhereTheSecondExcludesAnOutcomeOfTheFirstAndNeverNaN() {
        assertThat(Divergence.klBits(QUARTERS, HALVES)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Divergence.klContributionBits(0, 0)).isZero();
        assertThat(Divergence.surprisalBits(0)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Divergence.surprisalBits(1)).isZero();
    }

    @Test
    void outcomesThatAVocabularyCannotWriteAreIgnoredWhileTheirMassIsTiny() {
        double[] teacher = {0.5, 0.49995, 0.00005};
        double[] student = {0.25, 0.75, 0};
        // 0.5 * log2(2) + 0.49995 * log2(0.49995 / 0.75)
        double expected = 0.5 + 0.49995 * Math.log(0.6666) / Math.log(2);
        assertThat(Divergence.modelKlBits(teacher, student)).isCloseTo(expected, within(1e-12));
        assertThat(Divergence.modelKlPartsBits(teacher, student)).containsExactly(new double[] {0.5, expected - 0.5, 0}, within(1e-12));
        assertThat(Divergence.klBits(teacher, student)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Divergence.modelKlBits(new double[] {0.5, 0.4999, 0.0001}, student)).as("not next to nothing")
                .isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Divergence.modelKlBits(HALVES, QUARTERS)).isEqualTo(Divergence.klBits(HALVES, QUARTERS));
        assertThat(Divergence.modelKlBits(teacher, new double[] {0.50002, 0.49998, 0})).as("never below zero").isZero();
    }

    @Test
    void theSmallestProbabilitiesStayFinite() {
        double[] tiny = {Double.MIN_VALUE, 1};
        // log2 of the smallest double is -1074; 1 * (0 + 1074) bits
        assertThat(Divergence.klBits(new double[] {1, 0}, tiny)).isCloseTo(1074, within(1e-9));
        assertThat(Divergence.klBits(tiny, new double[] {1, Double.MIN_VALUE})).isCloseTo(1074, within(1e-9));
    }

    @Test
    void jensenShannonIsOneBitForDisjointDistributionsAndAlwaysFinite() {
        assertThat(Divergence.jsdBits(new double[] {1, 0}, new double[] {0, 1})).isCloseTo(1, within(1e-15));
        // middle is (0.375, 0.375, 0.25): H(middle) - (1 + 1.5) / 2 = 2 * 0.375 * log2(8/3) + 0.5 - 1.25
        double expected = 0.75 * (Math.log(8.0 / 3) / Math.log(2)) - 0.75;
        assertThat(Divergence.jsdBits(HALVES, QUARTERS)).isCloseTo(expected, within(1e-15)).isCloseTo(Divergence.jsdBits(QUARTERS, HALVES),
                within(1e-15));
    }

    @Test
    void totalVariationIsTheMassThatMustMove() {
        assertThat(Divergence.totalVariation(HALVES, QUARTERS)).isCloseTo(0.5, within(1e-15));
    }

    @Test
    void theTopOutcomeOfATieIsTheOneOfLowestIndex() {
        assertThat(Divergence.top1(HALVES)).isZero();
        assertThat(Divergence.top1(QUARTERS)).isEqualTo(2);
    }

    @Test
    void oneOutcomesPartOfAnEntropyIsMinusPLogPAndNothingAtZero() {
        assertThat(Divergence.entropyTermNats(0.5)).as("half of ln 2").isCloseTo(0.34657359, within(1e-8));
        assertThat(Divergence.entropyTermNats(0)).isZero();
        assertThat(Divergence.entropyTermNats(1)).isZero();
    }

    @Test
    void theMostProbableOutcomeOfSomeOfAnArrayIsCountedFromItsOffset() {
        float[] two = {0.9f, 0.1f, 0.2f, 0.5f, 0.3f};
        assertThat(Divergence.top1(two, 2, 3)).isEqualTo(1);
        assertThat(Divergence.top1(new float[] {0.5f, 0.5f}, 0, 2)).as("the lowest in a tie").isZero();
    }
}
