package org.bytestill.ui.common.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricTable;
import org.junit.jupiter.api.Test;

class CurveTest {
    private static MetricTable table(double... losses) {
        MetricTable table = new MetricTable(Metric.UPDATE, Metric.BYTES, Metric.BYTE_LOSS);
        for (int row = 0; row < losses.length; row++) {
            table.append(Map.of(Metric.UPDATE, row + 1.0, Metric.BYTES, 1000.0 * (row + 1), Metric.BYTE_LOSS, losses[row]));
        }
        return table;
    }

    private static Curve curve(MetricTable table) {
        Curve curve = new Curve(table, Metric.BYTE_LOSS);
        curve.refresh();
        return curve;
    }

    @Test
    void theMeanIsCentredSoThatAStraightLineStaysItself() {
        double[] line = new double[101];
        for (int row = 0; row < line.length; row++) {
            line[row] = 5 - 0.01 * row;
        }
        Curve curve = curve(table(line));
        assertThat(curve.mean(50, 20)).isCloseTo(4.5, within(1e-12));
        assertThat(curve.mean(10, 20)).as("ten rows on each side are left").isCloseTo(4.9, within(1e-12));
    }

    @Test
    void theLastMeanReachesOverAFewRowsBack() {
        Curve curve = curve(table(1, 1, 1, 1, 1, 1, 1, 1, 1, 9));
        assertThat(curve.mean(9, 30)).as("seven ones and the nine").isCloseTo(2, within(1e-12));
    }

    @Test
    void rowsAppendedAreSeenAfterARefresh() {
        MetricTable table = table(3);
        Curve curve = curve(table);
        table.append(Map.of(Metric.UPDATE, 2.0, Metric.BYTES, 2000.0, Metric.BYTE_LOSS, 2.0));
        assertThat(curve.size()).isEqualTo(1);
        assertThat(curve.refresh()).isTrue();
        assertThat(curve.size()).isEqualTo(2);
        assertThat(curve.refresh()).isFalse();
    }

    @Test
    void theNearestRowIsFoundByUpdatesAndByBytes() {
        Curve curve = curve(table(5, 4, 3, 2));
        assertThat(curve.nearestRow(2.4)).isEqualTo(1);
        curve.setX(Metric.BYTES);
        assertThat(curve.nearestRow(2600)).isEqualTo(2);
        assertThat(curve.nearestRow(-5)).isZero();
        assertThat(curve.nearestRow(Double.POSITIVE_INFINITY)).isEqualTo(3);
    }

    @Test
    void anUpdateLiesAtTheBytesReadByThen() {
        Curve curve = curve(table(5, 4, 3));
        assertThat(curve.xOfUpdate(2)).isEqualTo(2);
        curve.setX(Metric.BYTES);
        assertThat(curve.xOfUpdate(2)).isEqualTo(2000);
        assertThat(curve.xOfUpdate(0)).isZero();
    }

    @Test
    void aSparklineIsMeansOfEquallyManyRows() {
        assertThat(curve(table(1, 3, 5, 7)).means(2)).containsExactly(2, 6);
        assertThat(curve(table(1, 3)).means(60)).containsExactly(1, 3);
    }

    @Test
    void aColumnHoldsTheRangeOfItsRowsAndTheOneBefore() {
        Columns columns = Columns.of(curve(table(4, 2, 8, 6)), 0, 4, 2, 0);
        // Rows at 1 | 2, 3, 4: an x on a border belongs to the column that begins there.
        assertThat(columns.min()).containsExactly(4, 2);
        assertThat(columns.max()).containsExactly(4, 8);
        assertThat(columns.visibleRows()).isEqualTo(4);
    }

    @Test
    void columnsThatGoOnAreThoseMadeAnew() {
        MetricTable table = table(4, 2, 8);
        Curve curve = curve(table);
        Columns grown = Columns.of(curve, 0, 200, 40, 9);
        for (int row = 3; row < 190; row++) {
            table.append(Map.of(Metric.UPDATE, row + 1.0, Metric.BYTES, 1000.0 * (row + 1), Metric.BYTE_LOSS, row * 37 % 11 + 0.5));
            curve.refresh();
            grown = grown.extended(curve, 0, 200, 9);
            Columns anew = Columns.of(curve, 0, 200, 40, 9);
            assertThat(grown.min()).as("row %d", row).containsExactly(anew.min());
            assertThat(grown.max()).containsExactly(anew.max());
            assertThat(grown.mean()).containsExactly(anew.mean());
            assertThat(grown.visibleRows()).isEqualTo(anew.visibleRows());
        }
        assertThat(grown.settled()).as("all but the last, whose means reach beyond the end").isBetween(34, 37);
    }

    @Test
    void columnsWithoutRowsAreEmpty() {
        Columns columns = Columns.of(curve(table(4, 2)), 0, 100, 100, 0);
        assertThat(columns.mean()[50]).isNaN();
        assertThat(columns.visibleRows()).isEqualTo(2);
    }

    @Test
    void aMeanBehindTheCurtainTakesInNothingBeforeIt() {
        Curve curve = curve(table(9, 9, 9, 1, 1, 1, 1, 1, 1));
        assertThat(curve.mean(4, 2)).isGreaterThan(1);
        curve.setCurtain(4);
        assertThat(curve.mean(4, 2)).isEqualTo(1);
        assertThat(curve.mean(1, 1)).as("what lies below it has its own").isEqualTo(9);
    }
}
