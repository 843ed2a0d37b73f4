package org.bytestill.tasks.metrics;

/**
 * A metric: what is measured of one document.
 *
 * @param <O>            outcome that it measures
 * @param name           as task files write it
 * @param aggregation    how the documents' values become one, unless the task says otherwise
 * @param higherIsBetter its direction, unless the task says otherwise
 */
public record Metric<O>(String name, String aggregation, boolean higherIsBetter, Measure<O> measure) {
    /** The computation. */
    @FunctionalInterface
    public interface Measure<O> {
        /** One number, or those that the aggregation takes. */
        double[] of(O outcome);
    }
}
