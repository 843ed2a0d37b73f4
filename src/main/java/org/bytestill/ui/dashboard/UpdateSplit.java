package org.bytestill.ui.dashboard;

import java.util.EnumMap;
import java.util.Map;
import org.bytestill.run.MetricTable;
import org.bytestill.run.UpdateTimes.Part;

/**
 * Where the time of the newest updates went.
 *
 * @param seconds mean time in an update of each part; empty if no update has measured it
 */
record UpdateSplit(Map<Part, Double> seconds) {
    /** Parts are measured every few seconds: so many of the newest rows are looked at, and so many measurements are enough. */
    private static final int MOST_ROWS = 2000;
    private static final int ENOUGH = 10;

    static UpdateSplit of(MetricTable training) {
        Map<Part, Double> sums = new EnumMap<>(Part.class);
        int found = 0;
        for (int row = training.size() - 1; row >= Math.max(0, training.size() - MOST_ROWS) && found < ENOUGH; row--) {
            if (Double.isFinite(training.value(Part.FORWARD.metric(), row))) {
                found++;
                for (Part part : Part.values()) {
                    double value = training.value(part.metric(), row);
                    sums.merge(part, Double.isFinite(value) ? value : 0, Double::sum);
                }
            }
        }
        int count = found;
        sums.replaceAll((part, sum) -> sum / count);
        return new UpdateSplit(sums);
    }

    boolean isEmpty() {
        return seconds.isEmpty();
    }

    double of(Part part) {
        return seconds.getOrDefault(part, 0.0);
    }

    /** Mean time of an update, what is between two of them included. */
    double all() {
        return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    double share(Part part) {
        return of(part) / all();
    }
}
