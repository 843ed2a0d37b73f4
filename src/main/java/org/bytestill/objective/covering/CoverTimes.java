package org.bytestill.objective.covering;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Where the time of the covering's passes goes. A clock that runs for one part at a time; used by one thread. */
public final class CoverTimes {
    /** What a pass does. */
    public enum Part {
        /** Anything else, the documents that are not covered among it. */
        OTHER,
        /** States of the canonical paths, with what the way back needs. */
        CANONICAL_PATHS,
        /** States of the nodes that branch off them. */
        BRANCHES,
        /** Rows of the vocabulary: products, softmax and copies. */
        VOCABULARY,
        /** Masses, sums, divergence and their gradients, in Java. */
        SUMS,
        /** From the gradient by the states to those by the weights. */
        BACKWARD
    }

    private final LongSupplier nanoClock;
    private final Map<Part, Long> nanos = new EnumMap<>(Part.class);
    private Part part = Part.OTHER;
    private long since;

    /** @param nanoClock of wall time or of the thread's own */
    public CoverTimes(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.since = nanoClock.getAsLong();
    }

    /** From now on the time is that part's. */
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
