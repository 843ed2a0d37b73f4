package org.bytestill.tasks.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.bytestill.evaluate.Interval;
import org.junit.jupiter.api.Test;

class PairedComparisonTest {
    private static ChosenMetric.Measured accuracy(double... values) {
        List<double[]> each = Arrays.stream(values).mapToObj(value -> new double[] {value}).toList();
        Aggregation mean = Aggregations.named("mean");
        return new ChosenMetric.Measured("acc", mean, true, mean.of(each), OptionalDouble.empty(), each);
    }

    @Test
    void documentsOnWhichOneIsBetterAreCountedAndTested() {
        PairedComparison comparison = PairedComparison.of(accuracy(0, 0, 0, 1, 1, 0), accuracy(1, 1, 1, 1, 0, 1));
        assertThat(comparison.difference().value()).isCloseTo(5 / 6.0 - 2 / 6.0, within(1e-12));
        assertThat(comparison.higher()).isEqualTo(4);
        assertThat(comparison.lower()).isEqualTo(1);
        // 2 (C(5,0) + C(5,1)) / 2^5
        assertThat(comparison.signP()).isCloseTo(12 / 32.0, within(1e-12));
    }

    @Test
    void theSameAnswersDifferByNothing() {
        PairedComparison comparison = PairedComparison.of(accuracy(0, 1, 1), accuracy(0, 1, 1));
        assertThat(comparison.difference()).isEqualTo(new Interval(0, 0, 0));
        assertThat(comparison.signP()).isEqualTo(1);
    }

    @Test
    void anIntervalIsThatOfDrawnDocuments() {
        double[] values = new double[400];
        Arrays.fill(values, 0, 200, 1);
        Interval interval = MetricInterval.of(accuracy(values));
        assertThat(interval.value()).isEqualTo(0.5);
        // Deviation of the mean of 400 coins: 0.025; 1.96 of it on each side.
        assertThat(interval.low()).isCloseTo(0.451, within(0.01));
        assertThat(interval.high()).isCloseTo(0.549, within(0.01));
    }

    @Test
    void standardErrorsAreThoseOfTheHarness() {
        // Values 1, 0, 0, 1 have the sample variance 1/3, so sqrt(1/3) / sqrt(4).
        assertThat(StandardError.of(Aggregations.named("mean"), accuracy(1, 0, 0, 1).values()).getAsDouble())
                .isCloseTo(Math.sqrt(1 / 12.0), within(1e-12));
        assertThat(StandardError.of(Aggregations.named("bits_per_byte"), List.of(new double[] {-1, 2}, new double[] {-2, 2}))).isEmpty();
        assertThat(StandardError.of(Aggregations.named("mean"), accuracy(1).values())).isEmpty();
    }

    @Test
    void labelsAreMeasuredAsByTheirDefinitions() {
        List<double[]> pairs = List.of(new double[] {1, 1}, new double[] {1, 0}, new double[] {0, 0}, new double[] {0, 0},
                new double[] {0, 1});
        // Precision 1/2, recall 1/2; TP TN - FP FN = 2 - 1, and the root of 2 2 3 3.
        assertThat(Labels.f1(pairs)).isEqualTo(0.5);
        assertThat(Labels.matthews(pairs)).isCloseTo(1 / 6.0, within(1e-12));
    }
}
