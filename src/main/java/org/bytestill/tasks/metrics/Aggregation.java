package org.bytestill.tasks.metrics;

import java.util.List;

/**
 * How the values of the documents become one.
 *
 * @param name        as task files write it
 * @param numbers     how many numbers it takes of a document
 * @param isMean      whether its standard error is that of a mean
 * @param resamplings how often its standard error is resampled; 0 for none
 * @param function    of the documents' values, each one or more numbers
 */
public record Aggregation(String name, int numbers, boolean isMean, int resamplings, Function function) {
    /** The computation. */
    @FunctionalInterface
    public interface Function {
        double of(List<double[]> values);
    }

    public double of(List<double[]> values) {
        return function.of(values);
    }
}
