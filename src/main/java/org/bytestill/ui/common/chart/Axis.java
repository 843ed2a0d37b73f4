package org.bytestill.ui.common.chart;

import java.util.ArrayList;
import java.util.List;
import org.bytestill.ui.common.Format;

/**
 * A scale with round ends and round ticks.
 *
 * @param low  value at the start
 * @param high value at the end, greater than {@code low}
 * @param log  equal distances are equal factors; both ends are positive then
 * @param step distance of two ticks; 0 where they are 1, 2 and 5 times powers of ten
 */
record Axis(double low, double high, boolean log, double step) {
    private static final double NARROW = 10;
    private static final double[] ROUND = {1, 2, 2.5, 5, 10};

    /** A linear scale whose ends are ticks, with about {@code intervals} of them. */
    static Axis round(double smallest, double largest, int intervals) {
        if (!Double.isFinite(smallest) || !Double.isFinite(largest)) {
            return new Axis(0, 1, false, 0.5);
        }
        double span = largest - smallest;
        if (span <= 0) {
            span = smallest == 0 ? 1 : Math.abs(smallest) * 0.2;
        }
        double step = roundStep(span / intervals);
        double low = Math.floor(smallest / step + 1e-9) * step;
        double high = Math.ceil(largest / step - 1e-9) * step;
        return new Axis(low, high <= low ? low + step : high, false, step);
    }

    /** A linear scale with exactly these ends and round ticks between. */
    static Axis exact(double low, double high, int intervals) {
        return new Axis(low, high, false, roundStep((high - low) / intervals));
    }

    /** A log scale with round ends; a linear one if a value is not positive. */
    static Axis logarithmic(double smallest, double largest, int intervals) {
        if (!(smallest > 0) || !Double.isFinite(largest)) {
            return round(smallest, largest, intervals);
        }
        if (largest < smallest * NARROW) {
            // Less than a power of ten apart there are too few 1, 2, 5: ticks at equal distances serve better.
            Axis linear = round(smallest, largest, intervals);
            return linear.low > 0 ? new Axis(linear.low, linear.high, true, linear.step) : linear;
        }
        double low = roundDown(smallest);
        double high = -1;
        for (double candidate = low; high < largest;) {
            candidate = nextRound(candidate);
            high = candidate;
        }
        return new Axis(low, high, true, 0);
    }

    private static double roundStep(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        for (double round : ROUND) {
            if (round * power >= rough * 0.999) {
                return round * power;
            }
        }
        return 10 * power;
    }

    private static double roundDown(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value) + 1e-12));
        double digit = value / power;
        return (digit >= 5 - 1e-9 ? 5 : digit >= 2 - 1e-9 ? 2 : 1) * power;
    }

    private static double nextRound(double round) {
        double power = Math.pow(10, Math.floor(Math.log10(round) + 1e-9));
        long digit = Math.round(round / power);
        return (digit == 1 ? 2 : digit == 2 ? 5 : 10) * power;
    }

    /** Place of a value, 0 at the low end and 1 at the high one; beyond them outside 0..1. */
    double place(double value) {
        return log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    }

    /** The value at a place; inverse of {@link #place}. */
    double value(double place) {
        return log ? low * Math.pow(high / low, place) : low + place * (high - low);
    }

    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (step == 0) {
            for (double tick = low; tick <= high * (1 + 1e-9); tick = nextRound(tick)) {
                ticks.add(tick);
            }
            return ticks;
        }
        for (long index = (long) Math.ceil(low / step - 1e-9); index * step <= high + step * 1e-9; index++) {
            ticks.add(index * step);
        }
        return ticks;
    }

    /** A tick in as many places as tell it from its neighbours. */
    String label(double tick) {
        double grain = step == 0 ? tick : step;
        int places = (int) Math.max(0, Math.ceil(-Math.log10(grain) - 1e-9));
        // 2.5 and 0.25 need one place more than 2 and 0.2.
        double scaled = grain * Math.pow(10, places);
        if (Math.abs(scaled - Math.rint(scaled)) > 1e-6) {
            places++;
        }
        return Format.fixed(tick, places);
    }
}
