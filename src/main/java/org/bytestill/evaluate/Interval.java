package org.bytestill.evaluate;

/**
 * A measured value with its 95 % confidence interval.
 *
 * @param value the measured value
 * @param low   lower end of the interval
 * @param high  upper end of the interval
 */
public record Interval(double value, double low, double high) {}
