package org.bytestill.ui.common.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricTable;
import org.junit.jupiter.api.Test;

class AxisTest {
    @Test
    void endsAndTicksAreRound() {
        Axis axis = Axis.round(0.83, 1.77, 5);
        assertThat(axis.low()).isCloseTo(0.8, within(1e-12));
        assertThat(axis.high()).isCloseTo(1.8, within(1e-12));
        assertThat(axis.ticks()).hasSize(6);
        assertThat(axis.label(axis.ticks().get(1))).isEqualTo("1.0");
    }

    @Test
    void quartersGetTheSecondPlaceTheyNeed() {
        Axis axis = Axis.round(0, 1, 4);
        assertThat(axis.ticks().stream().map(axis::label)).containsExactly("0.00", "0.25", "0.50", "0.75", "1.00");
    }

    @Test
    void aConstantStillHasAnAxis() {
        Axis axis = Axis.round(2, 2, 5);
        assertThat(axis.high()).isGreaterThan(axis.low());
        assertThat(axis.place(2)).isBetween(0.0, 1.0);
    }

    @Test
    void nothingMeasuredIsZeroToOne() {
        Axis axis = Axis.round(Double.NaN, Double.NaN, 5);
        assertThat(axis.low()).isZero();
        assertThat(axis.high()).isEqualTo(1);
    }

    @Test
    void onALogScaleEqualFactorsAreEqualDistances() {
        Axis axis = Axis.logarithmic(0.3, 7, 5);
        assertThat(axis.low()).isCloseTo(0.2, within(1e-12));
        assertThat(axis.high()).isCloseTo(10, within(1e-9));
        assertThat(axis.place(2) - axis.place(1)).isCloseTo(axis.place(4) - axis.place(2), within(1e-12));
        assertThat(axis.value(axis.place(3))).isCloseTo(3, within(1e-12));
        assertThat(axis.ticks().stream().map(axis::label)).containsExactly("0.2", "0.5", "1", "2", "5", "10");
    }

    @Test
    void aNarrowLogScaleHasEvenTicks() {
        Axis axis = Axis.logarithmic(0.87, 1.65, 5);
        assertThat(axis.log()).isTrue();
        assertThat(axis.ticks().stream().map(axis::label)).containsExactly("0.8", "1.0", "1.2", "1.4", "1.6", "1.8");
        assertThat(axis.place(1.2) - axis.place(1.0)).isGreaterThan(axis.place(1.6) - axis.place(1.4));
    }

    @Test
    void aLogScaleOfZeroIsLinear() {
        assertThat(Axis.logarithmic(0, 7, 5).log()).isFalse();
    }

    @Test
    void aSpikeOutsideTwoInAHundredColumnsDoesNotSetTheScale() {
        double[] mean = new double[200];
        double[] max = new double[200];
        for (int column = 0; column < 200; column++) {
            mean[column] = 1;
            max[column] = 1.2;
        }
        max[0] = 50;
        mean[0] = 40;
        ValueRange range = ValueRange.of(new Columns(mean, max, mean, 200, 0), new Curve(new MetricTable(),
                Metric.BYTE_LOSS), 0, 1);
        assertThat(range.high()).isEqualTo(1.2);
        assertThat(range.low()).isEqualTo(1);
    }

    private static double topWithEvaluations(double... losses) {
        double[] flat = {1, 1, 1};
        MetricTable evaluations = new MetricTable();
        for (int i = 0; i < losses.length; i++) {
            evaluations.append(Map.of(Metric.UPDATE, (double) i, Metric.TOKEN_LOSS, losses[i]));
        }
        Curve curve = new Curve(evaluations, Metric.TOKEN_LOSS);
        curve.refresh();
        return ValueRange.of(new Columns(flat, flat, flat, 3, 0), curve, 0, losses.length).high();
    }

    @Test
    void theUntrainedStartMayStickOutButNoLaterEvaluation() {
        assertThat(topWithEvaluations(9, 2.2, 2.1, 2.0)).isEqualTo(2.2);
        assertThat(topWithEvaluations(2.3, 2.2, 2.1, 2.0, 3.58)).as("the first sign of overfitting is seen").isEqualTo(3.58);
        assertThat(topWithEvaluations(2.3)).isEqualTo(2.3);
    }
}
