package org.bytestill.objective.covering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.config.RunConfig.DivergenceKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ByteDivergenceTest {
    private static float[] teacher(double... first) {
        float[] row = new float[ByteDistribution.OUTCOMES];
        for (int i = 0; i < first.length; i++) {
            row[i] = (float) first[i];
        }
        return row;
    }

    private static double[] student(double... first) {
        return Arrays.copyOf(first, ByteDistribution.OUTCOMES);
    }

    /** p = (1/2, 1/4, 1/4), q = (1/4, 1/4, 1/2): a quarter of ln 2 either way; half of ln 4/3 and a quarter of ln 2/3 in the middle. */
    @ParameterizedTest
    @CsvSource({"FORWARD, 0.5, 0.173286795", "REVERSE, 0.5, 0.173286795", "JSD, 0.5, 0.042474759", "JSD, 0.3, 0.035788198",
        "JSD, 0, 0.173286795", "JSD, 1, 0.173286795"})
    void itIsTheValueOfItsDefinition(DivergenceKind kind, double beta, double nats) {
        double[] gradient = new double[ByteDistribution.OUTCOMES];
        assertThat(new ByteDivergence(kind, beta).nats(teacher(0.5, 0.25, 0.25), 0, 0, student(0.25, 0.25, 0.5), gradient))
                .isCloseTo(nats, within(1e-8));
    }

    /** The student has (0.5, 0.3, 0.2), the teacher keeps 0.6 of the first and 0.4 of the rest: two outcomes, 0.6 and 0.4 against 0.5 and 0.5. */
    @Test
    void whatIsNotKeptIsOneOutcome() {
        double[] gradient = new double[ByteDistribution.OUTCOMES];
        double nats = new ByteDivergence(DivergenceKind.REVERSE, 0.5).nats(teacher(0.6), 0, 0.4, student(0.5, 0.3, 0.2), gradient);
        assertThat(nats).isCloseTo(0.5 * Math.log(0.5 / 0.6) + 0.5 * Math.log(0.5 / 0.4), within(1e-6));
        assertThat(gradient[1]).isEqualTo(gradient[2]).isEqualTo(gradient[200]);
    }

    @Test
    void whatTheTeacherFindsImpossibleCostsAFiniteAmount() {
        double[] gradient = new double[ByteDistribution.OUTCOMES];
        double nats = new ByteDivergence(DivergenceKind.REVERSE, 0.5).nats(teacher(1), 0, 0, student(0.9, 0.1), gradient);
        assertThat(nats).isCloseTo(0.9 * Math.log(0.9) + 0.1 * Math.log(0.1 / 1e-8), within(1e-9));
    }

    @ParameterizedTest
    @EnumSource(DivergenceKind.class)
    void itsGradientIsThatOfFiniteDifferences(DivergenceKind kind) {
        Random random = new Random(3);
        ByteDivergence divergence = new ByteDivergence(kind, 0.3);
        float[] teacher = teacher(0.4, 0.3, 0.1);
        double[] student = random.doubles(ByteDistribution.OUTCOMES, 0.001, 0.01).toArray();
        double[] gradient = new double[ByteDistribution.OUTCOMES];
        double[] ignored = new double[ByteDistribution.OUTCOMES];
        divergence.nats(teacher, 0, 0.2, student, gradient);
        for (int outcome : new int[] {0, 2, 3, 256}) {
            double step = 1e-7;
            double[] more = student.clone();
            double[] less = student.clone();
            more[outcome] += step;
            less[outcome] -= step;
            double slope = (divergence.nats(teacher, 0, 0.2, more, ignored) - divergence.nats(teacher, 0, 0.2, less, ignored)) / (2 * step);
            assertThat(gradient[outcome]).isCloseTo(slope, within(1e-5 * (1 + Math.abs(slope))));
        }
    }
}
