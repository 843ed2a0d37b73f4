package org.bytestill.ui.common.chart;

/** Where things stand on a chart, for tests that point at them. */
public final class ChartPlaces {
    private ChartPlaces() {}

    /** The pixel column of an x, from the left edge of the chart. */
    public static double column(TimeChart chart, double x) {
        return chart.plot().px(x);
    }
}
