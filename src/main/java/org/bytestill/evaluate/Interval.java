package org.bytestill.evaluate;

/**
 * A measured value and the interval that its sampling leaves open.
 *
 * @param value what was measured
 * @param low   lower end of the 95 % interval
 * @param high  upper end
 */
public record Interval(double value, double low, double high) {}
