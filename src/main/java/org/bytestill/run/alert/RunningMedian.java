package org.bytestill.run.alert;

import java.util.ArrayDeque;
import java.util.Deque;

/** The median of the newest values, as many as are kept; one outlier does not move it. */
final class RunningMedian {
    private final int kept;
    private final Deque<Double> values = new ArrayDeque<>();

    RunningMedian(int kept) {
        this.kept = kept;
    }

    void add(double value) {
        if (!Double.isFinite(value)) {
            return;
        }
        values.addLast(value);
        if (values.size() > kept) {
            values.removeFirst();
        }
    }

    int size() {
        return values.size();
    }

    /** NaN before the first value; of an even number of values the lower one of the middle. */
    double value() {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[(sorted.length - 1) / 2];
    }
}
