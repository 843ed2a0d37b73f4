package org.bytestill.ui.common.chart;

import org.bytestill.run.Metric;

/** How the x axis is counted: updates as they are, bytes in the unit that leaves few figures. */
final class XScale {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

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

    /** Bytes in one printed unit; 1 for updates. */
    static double unit(Metric x, double to) {
        return x == Metric.BYTES ? Math.pow(1000, power(to)) : 1;
    }

    /** Name of the printed unit of bytes. */
    static String unitName(double to) {
        return UNITS[power(to)];
    }

    private static int power(double to) {
        int power = 0;
        for (double rest = to; rest >= 2000 && power < UNITS.length - 1; rest /= 1000) {
            power++;
        }
        return power;
    }
}
