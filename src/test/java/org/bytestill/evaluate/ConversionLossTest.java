package org.bytestill.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.Passage;
import org.bytestill.bytes.RowTable;
import org.junit.jupiter.api.Test;

class ConversionLossTest {
    private static final double EXACT = 1e-12;

    /**
     * Distributions over a and b, given by the probability of a; each has 0.02 dropped below the threshold and 0.01 beyond the
     * width.
     */
    private static ByteRows rows(double... probabilitiesOfA) {
        RowTable rows = new RowTable(probabilitiesOfA.length);
        for (int row = 0; row < probabilitiesOfA.length; row++) {
            double[] distribution = new double[ByteDistribution.OUTCOMES];
            distribution['a'] = probabilitiesOfA[row];
            distribution['b'] = 1 - probabilitiesOfA[row];
            rows.set(row, distribution, new RowTable.Provenance(0.1 * row, 0.02, 0.01, 1, 1, row == 1));
        }
        return rows;
    }

    @Test
    void lossesAreMeansOverTheBytes() {
        List<Passage> texts = List.of(Passage.of(new byte[] {'a', 'a', 'b'}), Passage.of(new byte[] {'b'}));
        ConversionLoss loss = ConversionLoss.of(texts, List.of(rows(1, 0.5, 1), rows(0.25)), List.of(rows(1, 1, 0), rows(0.25)),
                Bootstrap.DEFAULT);
        // JSD of (0.5, 0.5) and (1, 0): the middle is (0.75, 0.25).
        double half = 0.5 * (0.5 * log2(0.5 / 0.75) + 0.5 * log2(0.5 / 0.25)) + 0.5 * log2(1 / 0.75);
        assertThat(loss.bytes()).isEqualTo(4);
        assertThat(loss.meanJsdBits().value()).as("0, half, 1 and 0").isCloseTo((half + 1) / 4, within(EXACT));
        assertThat(loss.p99JsdBits().value()).as("nearest rank of four").isEqualTo(1);
        assertThat(loss.largestJsdBits()).isEqualTo(1);
        assertThat(loss.infiniteKl()).as("the second excludes b, the third a").isEqualTo(2);
        assertThat(loss.meanKlBits()).as("of the first and the last").isZero();
        assertThat(loss.zeroProbability()).as("every byte of the text is possible to the rows").isZero();
        assertThat(loss.droppedMass()).isCloseTo(0.03, within(EXACT));
        assertThat(loss.residualMass()).isCloseTo((0 + 0.1 + 0.2 + 0) / 4, within(EXACT));
        assertThat(loss.healed()).isEqualTo(1);
    }

    @Test
    void aByteOfTheTextWithProbabilityZeroIsCounted() {
        List<Passage> texts = List.of(Passage.of(new byte[] {'a', 'b'}));
        ConversionLoss loss = ConversionLoss.of(texts, List.of(rows(0.5, 0.5)), List.of(rows(0.5, 1)), Bootstrap.DEFAULT);
        assertThat(loss.zeroProbability()).isEqualTo(1);
    }

    @Test
    void klIsTakenFromTheReferenceToTheConversion() {
        ConversionLoss loss = ConversionLoss.of(List.of(Passage.of(new byte[] {'a'})), List.of(rows(1)), List.of(rows(0.25)),
                Bootstrap.DEFAULT);
        assertThat(loss.meanKlBits()).isCloseTo(2, within(EXACT));
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }

    @Test
    void theNinetyNinthPercentileOfAHundredIsTheSecondLargest() {
        double[] values = DoubleStream.iterate(100, value -> value - 1).limit(100).toArray();
        assertThat(Bootstrap.quantile(values, 0.99)).isEqualTo(99);
        assertThat(Bootstrap.quantile(values, 0.5)).isEqualTo(50);
        assertThat(Bootstrap.quantile(new double[] {7}, 0.99)).isEqualTo(7);
    }

    @Test
    void anIntervalOfEqualValuesIsAPointAndOneOfTwoBlocksReachesFromOneToTheOther() {
        Interval point = Bootstrap.DEFAULT.of(List.of(new double[] {3, 3, 3}), Bootstrap::mean);
        assertThat(point).isEqualTo(new Interval(3, 3, 3));
        // Of two blocks a quarter of the draws takes the first twice, a quarter the second twice.
        Interval two = new Bootstrap(1000, 2, 1).of(List.of(new double[] {0, 0, 1, 1}), Bootstrap::mean);
        assertThat(two).isEqualTo(new Interval(0.5, 0, 1));
    }

    @Test
    void blocksDoNotCrossDocumentsAndTheSeedDecidesTheDraws() {
        List<double[]> documents = List.of(new double[] {0, 0, 0}, new double[] {1, 1, 1}, new double[] {0.5, 0.1});
        Bootstrap bootstrap = new Bootstrap(200, 4, 9);
        assertThat(bootstrap.of(documents, Bootstrap::mean)).isEqualTo(bootstrap.of(documents, Bootstrap::mean));
        // Of one document of ones and one of zeros a mean between 0 and 1 comes only from half of each: blocks of 4 would cross them.
        List<double[]> two = List.of(new double[] {0, 0, 0}, new double[] {1, 1, 1});
        bootstrap.of(two, values -> {
            assertThat(Bootstrap.mean(values)).isIn(0.0, 0.5, 1.0);
            return 0;
        });
    }
}
