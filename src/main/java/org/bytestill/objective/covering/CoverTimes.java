package org.bytestill.objective.covering;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Profile of the covering objective: seconds of each part of a training pass. A clock that runs for one part at a time; used by
 * one thread.
 */
public final class CoverTimes {
    /** The parts of a pass. */
    public enum Part {
        /** Everything else, including the documents that are not covered. */
        OTHER,
        /** Forward pass of the canonical paths, with the activations for the backward pass. */
        CANONICAL_PATHS,
        /** Forward pass of the nodes that branch off. */
        BRANCHES,
        /** Next-token distributions: products with the vocabulary, softmax and copies. */
        VOCABULARY,
        /** Prefix masses, sums, divergence and their gradients, in Java. */
        SUMS,
        /** Backward pass of the backbone, from the gradient with respect to the states to that of the weights. */
        BACKWARD
    }

    private final LongSupplier nanoClock;
    private final Map<Part, Long> nanos = new EnumMap<>(Part.class);
    private Part part = Part.OTHER;
    private long since;

    /** @param nanoClock nanoseconds of wall time, or of the thread's CPU time */
    public CoverTimes(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.since = nanoClock.getAsLong();
    }

    /** Counts the time from now on for the given part. */
    void at(Part next) {
        long now = nanoClock.getAsLong();
        nanos.merge(part, now - since, Long::sum);
        part = next;
        since = now;
    }

    /** Seconds of each part so far. */
    public Map<Part, Double> seconds() {
        at(part);
        Map<Part, Double> seconds = new EnumMap<>(Part.class);
        nanos.forEach((one, time) -> seconds.put(one, time / 1e9));
        return seconds;
    }
}
