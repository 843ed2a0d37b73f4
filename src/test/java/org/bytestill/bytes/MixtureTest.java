package org.bytestill.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.bytestill.util.CloseTo.closeTo;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.bytestill.bytes.beam.BeamReader;
import org.bytestill.bytes.cache.PrecomputedReader;
import org.bytestill.bytes.cover.CoverReader;
import org.bytestill.problem.UserError;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MixtureTest {
    private static final double EXACT = 1e-12;
    private static final IntFunction<String> ALL_ARE_GOOD = model -> "model " + model;
    private static final List<String> NAMES = List.of("fine", "coarse");

    /** Probabilities of a and b; the remaining mass is that of the end. */
    private static double[] row(double a, double b) {
        double[] row = new double[ByteDistribution.OUTCOMES];
        row['a'] = a;
        row['b'] = b;
        row[ByteDistribution.EOS] = Math.max(0, 1 - a - b);
        return row;
    }

    private static double[] mixed(Mixture mixture, double[]... rows) {
        double[] into = new double[ByteDistribution.OUTCOMES];
        assertThat(mixture.mix(rows, new double[rows.length], into, ALL_ARE_GOOD)).isZero();
        return into;
    }

    @Test
    void arithmeticIsTheMean() {
        assertThat(mixed(Mixture.ARITHMETIC, row(0.8, 0.1), row(0.2, 0.7))).containsExactly(row(0.5, 0.4), within(EXACT));
    }

    @Test
    void geometricIsTheNormalisedRootOfTheProduct() {
        // sqrt(0.9 * 0.4) = 0.6, sqrt(0.1 * 0.4) = 0.2; the end, which the first excludes, is out. Sum 0.8.
        assertThat(mixed(Mixture.GEOMETRIC, row(0.9, 0.1), row(0.4, 0.4))).containsExactly(row(0.75, 0.25), within(EXACT));
    }

    @Test
    void geometricOfModelsWithoutACommonOutcomeIsTheArithmeticMean() {
        assertThat(mixed(Mixture.GEOMETRIC, row(1, 0), row(0, 1))).containsExactly(row(0.5, 0.5), within(EXACT));
    }

    @Test
    void entropyWeighsAModelWithOneBitOfEntropyHalfAsMuchAsACertainOne() {
        // Entropies 0 and 1 bit: weights 1 and 1/2, that is 2/3 and 1/3.
        assertThat(mixed(Mixture.ENTROPY, row(1, 0), row(0.5, 0.5))).containsExactly(row(2.0 / 3 + 0.5 / 3, 0.5 / 3), within(EXACT));
    }

    @Test
    void theRestOfAModelIsSpreadEvenlyOverTheBytesItDoesNotKeep() {
        // The first keeps a alone: 0.255 lies on 255 bytes, 0.001 each. The second keeps a and b.
        double[] first = row(0.745, 0);
        first[ByteDistribution.EOS] = 0;
        double[] into = new double[ByteDistribution.OUTCOMES];
        double rest = Mixture.ARITHMETIC.mix(new double[][] {first, row(0.5, 0.5)}, new double[] {0.255, 0}, into, ALL_ARE_GOOD);
        assertThat(into['a']).isCloseTo(0.6225, within(EXACT));
        assertThat(into['b']).isCloseTo(0.2505, within(EXACT));
        assertThat(rest).as("254 bytes of 0.001, halved").isCloseTo(0.127, within(EXACT));
        double[] root = new double[ByteDistribution.OUTCOMES];
        double rootRest = Mixture.GEOMETRIC.mix(new double[][] {first, row(0.5, 0.5)}, new double[] {0.255, 0}, root, ALL_ARE_GOOD);
        assertThat(root['a'] / root['b']).as("sqrt(0.745 * 0.5) to sqrt(0.001 * 0.5)").isCloseTo(Math.sqrt(745), within(1e-9));
        assertThat(rootRest).as("the second excludes what neither keeps").isZero();
    }

    @ParameterizedTest
    @EnumSource(Mixture.class)
    void aMixtureOfAModelWithItselfIsTheModelAndEveryMixtureSumsToOne(Mixture mixture) {
        Random random = new Random(3);
        for (int round = 0; round < 50; round++) {
            double[][] rows = new double[1 + random.nextInt(3)][];
            double[] rest = new double[rows.length];
            for (int model = 0; model < rows.length; model++) {
                rest[model] = random.nextInt(2) * 0.1 * random.nextDouble();
                rows[model] = random(random, 1 - rest[model]);
            }
            double[] into = new double[ByteDistribution.OUTCOMES];
            double left = mixture.mix(rows, rest, into, ALL_ARE_GOOD);
            assertThat(Arrays.stream(into).sum() + left).isCloseTo(1, within(EXACT));
            assertThat(into).doesNotContain(Double.NaN);
            left = mixture.mix(new double[][] {rows[0], rows[0], rows[0]}, new double[] {rest[0], rest[0], rest[0]}, into, ALL_ARE_GOOD);
            assertThat(into).satisfies(closeTo(rows[0], EXACT));
            assertThat(left).isCloseTo(rest[0], within(EXACT));
        }
    }

    @ParameterizedTest
    @EnumSource(Mixture.class)
    void anInvalidDistributionIsReportedWithItsByteAndTeacher(Mixture mixture) {
        for (double damage : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            RowTable damaged = new RowTable(2);
            damaged.set(0, row(0.5, 0.5), new RowTable.Provenance(0, 0, 0, 0, 1, false));
            damaged.set(1, row(0.5, damage), new RowTable.Provenance(0, 0, 0, 0, 1, false));
            RowTable good = new RowTable(2);
            good.set(0, row(0.5, 0.5), new RowTable.Provenance(0, 0, 0, 0, 1, false));
            good.set(1, row(0.5, 0.5), new RowTable.Provenance(0, 0, 0, 0, 1, false));
            List<Passage> texts = List.of(Passage.of(new byte[] {'a', 'b'}), Passage.of(new byte[] {'b', 'a'}));
            ByteReader both = new MixtureReader(
                    List.of(new PrecomputedReader(texts, List.of(good, good)), new PrecomputedReader(texts, List.of(good, damaged))), NAMES,
                    mixture);
            assertThatThrownBy(() -> both.readPassages(texts, Progress.NONE)).isInstanceOf(UserError.class)
                    .hasMessageContaining("Byte 1 of document 1, teacher coarse").hasMessageContaining("sum to " + damage);
        }
    }

    private static double[] random(Random random, double sum) {
        double[] row = new double[ByteDistribution.OUTCOMES];
        for (int outcome = 0; outcome < row.length; outcome++) {
            row[outcome] = random.nextInt(3) == 0 ? 0 : Math.exp(3 * random.nextGaussian());
        }
        double total = Arrays.stream(row).sum();
        return Arrays.stream(row).map(value -> value / total * sum).toArray();
    }

    @Test
    void readersAreMixedByteByByteWhateverTheirTokenizers() {
        byte[] text = {'a', 'b', 'a'};
        BigramModel fine = BigramModel.unigram(new String[] {null, "a", "b"}, 0.1, 0.6, 0.3);
        BigramModel coarse = BigramModel.unigram(new String[] {null, "a", "b", "ab", null}, 0.1, 0.2, 0.2, 0.3, 0.2);
        ConverterSettings settings = ConverterSettings.beam(10, 0);
        ByteReader both = new MixtureReader(List.of(new BeamReader(fine, settings), new BeamReader(coarse, settings)), NAMES,
                Mixture.ARITHMETIC);
        ByteRows rows = both.read(List.of(text), Progress.NONE).get(0);
        // Before the first byte: 0.6 and (0.2 + 0.3) / 0.8 for a, 0.3 and 0.2 / 0.8 for b; the special token's 0.2 is residual.
        assertThat(rows.distribution(0)['a']).isCloseTo((0.6 + 0.625) / 2, within(1e-6));
        assertThat(rows.distribution(0)['b']).isCloseTo((0.3 + 0.25) / 2, within(1e-6));
        assertThat(rows.residual(0)).isCloseTo(0.1, within(1e-6));
        ByteRows alone = new BeamReader(fine, settings).read(List.of(text), Progress.NONE).get(0);
        ByteRows twice = new MixtureReader(List.of(new BeamReader(fine, settings), new BeamReader(fine, settings)), NAMES,
                Mixture.GEOMETRIC)
                .read(List.of(text), Progress.NONE).get(0);
        for (int row = 0; row < text.length; row++) {
            assertThat(twice.distribution(row)).satisfies(closeTo(alone.distribution(row), EXACT));
        }
        assertThat(both.cost().rows()).isGreaterThan(3);
    }

    @Test
    void aMixtureCountsLossesOnlyIfAllItsReadersDo() {
        List<Passage> texts = List.of(Passage.of(new byte[] {'a', 'b'}));
        BigramModel model = BigramModel.unigram(new String[] {null, "a", "b"}, 0.1, 0.6, 0.3);
        ByteReader beam = new BeamReader(model, ConverterSettings.beam(10, 0));
        ByteReader cover = new CoverReader(model, ConverterSettings.cover());
        assertThat(
                new MixtureReader(List.of(beam, beam), NAMES, Mixture.ARITHMETIC).readPassages(texts, Progress.NONE).get(0).countsLosses())
                .isTrue();
        assertThat(
                new MixtureReader(List.of(beam, cover), NAMES, Mixture.ARITHMETIC).readPassages(texts, Progress.NONE).get(0).countsLosses())
                .isFalse();
    }

    @Test
    void residualAndDroppedMassAreWeightedAsTheDistributionsAre() {
        List<Passage> texts = List.of(Passage.of(new byte[] {'a'}));
        RowTable sure = new RowTable(1);
        sure.set(0, row(1, 0), new RowTable.Provenance(0.03, 0.06, 0, 0.9, 2, false));
        RowTable unsure = new RowTable(1);
        unsure.set(0, row(0.5, 0.5), new RowTable.Provenance(0.3, 0, 0.3, 0, 3, true));
        ByteReader both = new MixtureReader(
                List.of(new PrecomputedReader(texts, List.of(sure)), new PrecomputedReader(texts, List.of(unsure))), NAMES,
                Mixture.ENTROPY);
        ByteRows rows = both.readPassages(texts, Progress.NONE).get(0);
        // Weights 2/3 and 1/3.
        assertThat(rows.residual(0)).isCloseTo(0.12, within(EXACT));
        assertThat(rows.belowThreshold(0)).isCloseTo(0.04, within(EXACT));
        assertThat(rows.beyondWidth(0)).isCloseTo(0.1, within(EXACT));
        assertThat(rows.tokenEnds(0)).isCloseTo(0.6, within(EXACT));
        assertThat(rows.livePaths(0)).isEqualTo(5);
        assertThat(rows.healed(0)).isTrue();
    }
}
