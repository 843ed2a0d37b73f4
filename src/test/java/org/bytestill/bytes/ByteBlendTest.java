package org.bytestill.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bytestill.bytes.ByteBlend.Kind;
import org.bytestill.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ByteBlendTest {
    private static final double EXACT = 1e-12;

    private static double[] row(double a, double b) {
        double[] row = new double[ByteDistribution.OUTCOMES];
        row['a'] = a;
        row['b'] = b;
        row[ByteDistribution.EOS] = Math.max(0, 1 - a - b);
        return row;
    }

    private static double[] blended(Kind kind, double[] weights, double[]... rows) {
        return ByteBlend.of(kind, weights, rows.length).of(rows, model -> "model " + model);
    }

    @Test
    void weightsOfAMixtureAreSharesOfTheirSum() {
        assertThat(blended(Kind.ARITHMETIC, new double[] {3, 1}, row(0.8, 0.1), row(0.2, 0.7))).containsExactly(row(0.65, 0.25),
                within(EXACT));
        // 0.8^(2/3) to 0.2^(2/3), halves on the other side: as 4^(2/3) to 1.
        double[] geometric = blended(Kind.GEOMETRIC, new double[] {4, 2}, row(0.8, 0.2), row(0.5, 0.5));
        assertThat(geometric['a'] / geometric['b']).isCloseTo(Math.pow(4, 2.0 / 3), within(EXACT));
        // Entropies 0 and 1 bit, so 1 to 1/2; with weights 1 and 2 they count alike.
        assertThat(blended(Kind.ENTROPY, new double[] {1, 2}, row(1, 0), row(0.5, 0.5))).containsExactly(row(0.75, 0.25), within(EXACT));
    }

    @Test
    void theProductIsNormalisedAndItsWeightsAreExponents() {
        assertThat(blended(Kind.PRODUCT, new double[0], row(0.9, 0.1), row(0.4, 0.6))).containsExactly(row(0.36 / 0.42, 0.06 / 0.42),
                within(EXACT));
        assertThat(blended(Kind.PRODUCT, new double[] {2, 1}, row(0.75, 0.25), row(0.5, 0.5))).containsExactly(row(0.9, 0.1),
                within(EXACT));
    }

    @Test
    void theProductOfAModelWithItselfIsItsNormalisedSquare() {
        assertThat(blended(Kind.PRODUCT, new double[0], row(0.6, 0.3), row(0.6, 0.3))['a']).isCloseTo(0.36 / (0.36 + 0.09 + 0.01),
                within(EXACT));
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "PRODUCT")
    void aMixtureOfAModelWithItselfIsTheModelWhateverTheWeights(Kind kind) {
        assertThat(blended(kind, new double[] {0.3, 7}, row(0.6, 0.3), row(0.6, 0.3))).containsExactly(row(0.6, 0.3), within(EXACT));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aModelOfWeightZeroDoesNotCountEvenIfItExcludesAnOutcome(Kind kind) {
        assertThat(blended(kind, new double[] {1, 0}, row(0.6, 0.3), row(0, 1))).containsExactly(row(0.6, 0.3), within(EXACT));
    }

    @Test
    void whatNoModelAllowsTogetherIsTheMean() {
        assertThat(blended(Kind.PRODUCT, new double[0], row(1, 0), row(0, 1))).containsExactly(row(0.5, 0.5), within(EXACT));
    }

    @Test
    void wrongWeightsAreNamed() {
        assertRefused(Kind.ARITHMETIC, new double[] {1, 2, 3}, "3 weights for 2 models");
        assertRefused(Kind.ARITHMETIC, new double[] {1, -0.5}, "Weight 2 is -0.5");
        assertRefused(Kind.ARITHMETIC, new double[] {Double.NaN, 1}, "Weight 1 is NaN");
        assertRefused(Kind.GEOMETRIC, new double[] {0, 0}, "All weights are 0");
        assertRefused(Kind.PRODUCT, new double[] {60, 50}, "sum to 110.0");
    }

    private static void assertRefused(Kind kind, double[] weights, String words) {
        assertThatThrownBy(() -> ByteBlend.of(kind, weights, 2)).isInstanceOf(UserError.class).hasMessageContaining(words);
    }
}
