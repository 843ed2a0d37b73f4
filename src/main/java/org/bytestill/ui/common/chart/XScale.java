package org.bytestill.ui.common.chart;

import org.bytestill.run.Metric;
import org.bytestill.ui.common.Format;

/** How the x axis is counted: updates as they are, bytes and seconds in the unit that leaves few figures. */
final class XScale {
    private static final String[] BYTES = {"B", "kB", "MB", "GB", "TB"};
    private static final double[] SECONDS = {1, 60, 3600, 86_400};
    private static final String[] TIMES = {"s", "min", "h", "d"};
    /** An axis that is longer than so many of a unit has the next one. */
    private static final double[] MOST = {180, 180, 96};

    private XScale() {}

    /** The axis in printed units. */
    static Axis axis(Metric x, double from, double to, int intervals) {
        double unit = unit(x, to);
        return Axis.exact(from / unit, to / unit, intervals);
    }

    /** From a printed figure back to the axis. */
    static double toX(Metric x, double to, double printed) {
        return printed * unit(x, to);
    }

    /** Bytes or seconds in one printed unit; 1 for updates. */
    static double unit(Metric x, double to) {
        return x == Metric.UPDATE ? 1 : x == Metric.BYTES ? Math.pow(1000, power(to)) : SECONDS[time(to)];
    }

    /** Name of the printed unit; empty for updates. */
    static String unitName(Metric x, double to) {
        return x == Metric.UPDATE ? "" : x == Metric.BYTES ? BYTES[power(to)] : TIMES[time(to)];
    }

    /** A value as it is read: 3,050; 1.25 MB; 2.50 h. */
    static String figure(Metric x, double value, double to) {
        return x == Metric.UPDATE ? Format.count(Math.round(value)) : Format.fixed(value / unit(x, to), 2) + " " + unitName(x, to);
    }

    private static int power(double to) {
        int power = 0;
        for (double rest = to; rest >= 2000 && power < BYTES.length - 1; rest /= 1000) {
            power++;
        }
        return power;
    }

    private static int time(double to) {
        int time = 0;
        while (time < MOST.length && to > MOST[time] * SECONDS[time]) {
            time++;
        }
        return time;
    }
}
