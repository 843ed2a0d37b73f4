package org.bytestill.engine.sweep;

import java.util.Arrays;
import org.bytestill.evaluate.PairedDifference;
import org.bytestill.evaluate.StudentT;

/**
 * A figure of a table: the mean over seeds, with how far the mean of as many other seeds may be from it (method.md F30).
 *
 * @param spread standard deviation over seeds; NaN of one
 */
public record Figure(double mean, double spread, int seeds) {
    public static Figure of(double[] values) {
        return new Figure(Arrays.stream(values).average().orElse(Double.NaN), PairedDifference.spread(values), values.length);
    }

    /** In 95 of 100 repetitions with as many other seeds the mean is so near; infinite of one seed. */
    public double half() {
        return seeds < 2 ? Double.POSITIVE_INFINITY : StudentT.quantile(0.975, seeds - 1) * spread * Math.sqrt(2.0 / seeds);
    }

    /** As tables write it, such as {@code 1.6977 ± 0.0004}; of one seed without an interval. */
    public String written(Measure measure) {
        return Double.isNaN(mean) ? "" : measure.written(mean) + (seeds < 2 ? "" : " ± " + measure.written(half()));
    }
}
