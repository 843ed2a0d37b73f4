package org.bytestill.ui.common;

/** A formatted number and its unit, apart because the unit is drawn in a muted colour. */
public record Quantity(String figure, String unit) {
    @Override
    public String toString() {
        return unit.isEmpty() ? figure : figure + " " + unit;
    }
}
