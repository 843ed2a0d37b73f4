package org.bytestill.ui.common;

/** A figure and its unit, apart, because the unit stands muted behind the figure. */
public record Quantity(String figure, String unit) {
    @Override
    public String toString() {
        return unit.isEmpty() ? figure : figure + " " + unit;
    }
}
