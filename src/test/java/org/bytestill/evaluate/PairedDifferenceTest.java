package org.bytestill.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bytestill.evaluate.PairedDifference.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairedDifferenceTest {
    private static DocumentBootstrap.Mean mean(DocumentBootstrap bootstrap, double... sums) {
        double[] weights = new double[sums.length];
        Arrays.fill(weights, 1);
        return bootstrap.of(sums, weights);
    }

    private static PairedDifference difference(DocumentBootstrap bootstrap, List<double[]> a) {
        List<DocumentBootstrap.Mean> left = a.stream().map(sums -> mean(bootstrap, sums)).toList();
        return PairedDifference.of(left, a.stream().map(sums -> mean(bootstrap, new double[sums.length])).toList());
    }

    /** From printed tables of the distribution. */
    @ParameterizedTest
    @CsvSource({"0.975,1,12.7062", "0.975,2,4.30265", "0.975,3,3.18245", "0.975,4,2.77645", "0.975,9,2.26216", "0.975,30,2.04227",
        "0.8,1,1.37638", "0.8,4,0.940965", "0.95,7,1.89458", "0.5,3,0", "0.975,1000,1.96234"})
    void quantilesAreThoseOfTheTables(double p, int degrees, double expected) {
        assertThat(StudentT.quantile(p, degrees)).isCloseTo(expected, within(6e-6 * Math.max(1, expected)));
    }

    /** Two documents are drawn as (1, 1), (1, 2), (2, 1), (2, 2): a quarter of the draws has the mean of one document. */
    @Test
    void ofTwoDocumentsTheIntervalReachesFromOneToTheOther() {
        DocumentBootstrap bootstrap = new DocumentBootstrap(2, 2000, 1);
        PairedDifference twice = difference(bootstrap, List.of(new double[] {1, 3}, new double[] {1, 3}));
        double half = 12.7062 / 1.959964 * Math.sqrt(2); // two are few: Student's t instead of the normal distribution, F28
        assertThat(twice.interval().low()).isCloseTo(2 - half, within(1e-4));
        assertThat(twice.interval().high()).isCloseTo(2 + half, within(1e-4));
        assertThat(twice.seedSpread()).isZero();
        assertThat(twice.ofDocuments()).isCloseTo(half / 1.959964, within(1e-4));
        assertThat(mean(bootstrap, 1, 3).resampled()).contains(1, 2, 3).hasSize(2000);
    }

    /** Longer documents count more: (2 + 3) bits over (4 + 1) bytes is 1. */
    @Test
    void meansAreOverBytesNotOverDocuments() {
        assertThat(new DocumentBootstrap(2, 10, 1).of(new double[] {2, 3}, new double[] {4, 1}).value()).isEqualTo(1);
    }

    /** Two documents that are alike: what is left are the seeds. 1, 2 and 3 are 2 +- 4.30265 * 1 / sqrt(3). */
    @Test
    void seedsAreJudgedByStudentsT() {
        PairedDifference three = difference(new DocumentBootstrap(2, 100, 1),
                List.of(new double[] {1, 1}, new double[] {2, 2}, new double[] {3, 3}));
        assertThat(three.interval().low()).isCloseTo(2 - 4.30265 / Math.sqrt(3), within(1e-5));
        assertThat(three.interval().high()).isCloseTo(2 + 4.30265 / Math.sqrt(3), within(1e-5));
        assertThat(three.verdict(true)).isEqualTo(Verdict.CANNOT_TELL);
        // (t_{n-1, 0.975} + t_{n-1, 0.8}) / sqrt(n) is 2.121 of 4 seeds and 1.662 of 5 (tables), and must be at most 2 / 1
        assertThat(three.seedsThatTell()).hasValue(5);
    }

    @Test
    void squaresOfBothErrorsAddUp() {
        PairedDifference both = difference(new DocumentBootstrap(2, 2000, 1), List.of(new double[] {9, 11}, new double[] {10, 12}));
        double ofSeeds = 12.7062 * Math.sqrt(0.5) / Math.sqrt(2);
        double ofDocuments = 12.7062 / 1.959964 * Math.sqrt(2);
        assertThat(both.interval().value()).isEqualTo(10.5);
        assertThat(both.interval().low()).isCloseTo(10.5 - Math.hypot(ofDocuments, ofSeeds), within(1e-4));
        assertThat(both.interval().high()).isCloseTo(10.5 + Math.hypot(ofDocuments, ofSeeds), within(1e-4));
    }

    @Test
    void theWordDependsOnWhichWayIsBetter() {
        PairedDifference more = difference(new DocumentBootstrap(2, 10, 1), List.of(new double[] {5, 5}, new double[] {5.01, 5.01}));
        assertThat(more.verdict(true)).isEqualTo(Verdict.WORSE);
        assertThat(more.verdict(false)).isEqualTo(Verdict.BETTER);
    }

    @Test
    void oneSeedTellsNothing() {
        PairedDifference one = difference(new DocumentBootstrap(3, 100, 1), List.of(new double[] {5, 5.1, 5.2}));
        assertThat(one.verdict(true)).isEqualTo(Verdict.CANNOT_TELL);
        assertThat(one.seedsThatTell()).isEmpty();
    }

    @Test
    void oneDocumentTellsNothingOfOthers() {
        PairedDifference one = difference(new DocumentBootstrap(1, 100, 1), List.of(new double[] {5}, new double[] {5}));
        assertThat(one.verdict(true)).isEqualTo(Verdict.CANNOT_TELL);
        assertThat(one.seedsThatTell()).isEmpty();
    }

    /** Both documents say the opposite of each other: no seed helps. */
    @Test
    void documentsThatDisagreeCannotBeHelpedBySeeds() {
        PairedDifference torn = difference(new DocumentBootstrap(2, 2000, 1), List.of(new double[] {-1, 1.1}, new double[] {-1, 1.11}));
        assertThat(torn.verdict(true)).isEqualTo(Verdict.CANNOT_TELL);
        assertThat(torn.seedsThatTell()).isEmpty();
    }

    @Test
    void theSameSeedDrawsTheSameDocuments() {
        double[] sums = {1, 2, 3, 4, 7};
        assertThat(mean(new DocumentBootstrap(5, 50, 3), sums).resampled())
                .isEqualTo(mean(new DocumentBootstrap(5, 50, 3), sums).resampled());
        assertThat(mean(new DocumentBootstrap(5, 50, 4), sums).resampled())
                .isNotEqualTo(mean(new DocumentBootstrap(5, 50, 3), sums).resampled());
    }

    /** Differences drawn with a true mean: that of a seed, of a document, and of both together vary independently. */
    private static List<double[]> drawn(Random random, double truth, int seeds, int documents, double ofSeed, double ofDocument,
            double ofBoth) {
        double[] document = random.doubles(documents).map(ignored -> ofDocument * random.nextGaussian()).toArray();
        List<double[]> drawn = new ArrayList<>();
        for (int seed = 0; seed < seeds; seed++) {
            double own = truth + ofSeed * random.nextGaussian();
            drawn.add(Arrays.stream(document).map(of -> own + of + ofBoth * random.nextGaussian()).toArray());
        }
        return drawn;
    }

    /** Where seeds, documents or both make the spread, 95 % of the intervals hold the truth, or a few more. */
    @ParameterizedTest
    @CsvSource({"3,1,0,0", "3,0,6,0", "3,1,6,2", "5,1,0,0", "5,0.2,6,2", "5,1,6,6", "2,1,3,0", "10,1,6,1"})
    void theIntervalHoldsTheTruth(int seeds, double ofSeed, double ofDocument, double ofBoth) {
        Random random = new Random(7);
        DocumentBootstrap bootstrap = new DocumentBootstrap(40, 300, 5);
        int times = 800;
        int held = 0;
        for (int time = 0; time < times; time++) {
            Interval interval = difference(bootstrap, drawn(random, 0.5, seeds, 40, ofSeed, ofDocument, ofBoth)).interval();
            held += interval.low() <= 0.5 && interval.high() >= 0.5 ? 1 : 0;
        }
        // 800 repetitions have a standard error of 0.8 points
        assertThat(100.0 * held / times).isBetween(92.5, 99.5);
    }

    /** The usual bootstrap of seeds and documents holds the truth of three seeds in three of four cases: why it is not used. */
    @Test
    void aBootstrapOfThreeSeedsWouldClaimTooMuch() {
        Random random = new Random(7);
        int times = 800;
        int held = 0;
        for (int time = 0; time < times; time++) {
            double[] values = random.doubles(3).map(ignored -> 0.5 + random.nextGaussian()).toArray();
            double[] draws = random.doubles(300)
                    .map(ignored -> (values[random.nextInt(3)] + values[random.nextInt(3)] + values[random.nextInt(3)]) / 3).toArray();
            held += Bootstrap.quantile(draws, 0.025) <= 0.5 && Bootstrap.quantile(draws, 0.975) >= 0.5 ? 1 : 0;
        }
        assertThat(100.0 * held / times).isLessThan(82);
    }

    @Test
    void wordsAreRightAboutATruthThatIsKnown() {
        Random random = new Random(9);
        DocumentBootstrap bootstrap = new DocumentBootstrap(40, 300, 5);
        int told = 0;
        int wrong = 0;
        int falsely = 0;
        for (int time = 0; time < 400; time++) {
            Verdict lower = difference(bootstrap, drawn(random, -4, 5, 40, 1, 2, 1)).verdict(true);
            told += lower == Verdict.BETTER ? 1 : 0;
            wrong += lower == Verdict.WORSE ? 1 : 0;
            falsely += difference(bootstrap, drawn(random, 0, 5, 40, 1, 2, 1)).verdict(true) == Verdict.CANNOT_TELL ? 0 : 1;
        }
        assertThat(told).isGreaterThan(390);
        assertThat(wrong).isZero();
        assertThat(falsely).isLessThan(32);
    }

    /** A difference of one and a half spreads: F29 asks for so many seeds that about four of five repetitions tell. */
    @Test
    void soManySeedsTellInFourOfFiveRepetitions() {
        Random random = new Random(11);
        DocumentBootstrap bootstrap = new DocumentBootstrap(2, 20, 5);
        // (t_5 + t_5) sums for 6 seeds: (2.57058 + 0.91954) / sqrt(6) = 1.4248, for 5: (2.77645 + 0.94096) / sqrt(5) = 1.6625
        PairedDifference known = new PairedDifference(new Interval(1.5, 0, 3), 3, 1, 0);
        assertThat(known.seedsThatTell()).hasValue(6);
        int told = 0;
        for (int time = 0; time < 1000; time++) {
            told += difference(bootstrap, drawn(random, 1.5, 6, 2, 1, 0, 0)).verdict(true) == Verdict.WORSE ? 1 : 0;
        }
        assertThat(told).isBetween(760, 860);
    }
}
