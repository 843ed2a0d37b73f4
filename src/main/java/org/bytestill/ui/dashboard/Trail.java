package org.bytestill.ui.dashboard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricTable;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.chart.PairPlane;

/** The evaluations as a trail from the start to now: its two ends are named, and the best is marked as it is on the charts. */
final class Trail {
    private Trail() {}

    /** Of the evaluations of a run. */
    static List<PairPlane.Point> of(MetricTable table) {
        int best = IntStream.range(0, table.size()).filter(row -> Double.isFinite(table.value(Metric.BITS_PER_BYTE, row))).boxed()
                .min(Comparator.comparingDouble(row -> table.value(Metric.BITS_PER_BYTE, row))).orElse(-1);
        List<PairPlane.Point> points = new ArrayList<>();
        for (int row = 0; row < table.size(); row++) {
            boolean named = row == 0 || row == table.size() - 1 || row == best;
            String label = named ? Format.count((long) table.value(Metric.UPDATE, row)) : "";
            points.add(new PairPlane.Point(table.value(Metric.KL_BITS, row), table.value(Metric.BITS_PER_BYTE, row), label, row == best));
        }
        return points;
    }
}
