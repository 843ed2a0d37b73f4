package org.bytestill.ui.common.chart;

/**
 * Where a chart's axes lie on its canvas, in pixels, and what they span.
 *
 * @param left first pixel column of the curves
 * @param right one past the last
 * @param top first pixel row
 * @param base row of the x axis
 */
record Plot(double left, double right, double top, double base, double fromX, double toX, Axis y) {
    double px(double x) {
        return left + (right - left) * (x - fromX) / (toX - fromX);
    }

    double py(double value) {
        return base - (base - top) * y.place(value);
    }

    /** The x under a pixel column. */
    double x(double pixel) {
        return fromX + (pixel - left) / (right - left) * (toX - fromX);
    }

    int columns() {
        return (int) Math.round(right - left);
    }

    boolean holds(double pixel) {
        return pixel >= left - 0.5 && pixel <= right + 0.5;
    }
}
