package org.bytestill.ui.common.chart;

/**
 * What the charts of a screen have in common: where they are read, and their x axis.
 *
 * @param crossHair moves over all of them
 * @param axis      a closer look at one is a closer look at all
 */
public record ChartGroup(CrossHair crossHair, ChartAxis axis) {
    public ChartGroup() {
        this(new CrossHair(), new ChartAxis());
    }
}
