package org.bytestill.ui.inspector.state;

import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * How long work of even speed will still take, from how far it has come since it was first reported. Work that begins again, as with
 * each longer beginning of a text, is measured anew.
 */
public final class TimeLeft {
    /** Before that no estimate is given: the first reports come while caches are still cold. */
    private static final double LEAST_SECONDS = 1;

    private final LongSupplier clockNanos;
    private long beganAt;
    private long first;
    private long last = Long.MAX_VALUE;

    public TimeLeft(LongSupplier clockNanos) {
        this.clockNanos = clockNanos;
    }

    /** The next report is the first one of other work. */
    public void forget() {
        last = Long.MAX_VALUE;
    }

    /** Seconds from now on; empty while that cannot be said. */
    public OptionalDouble seconds(long done, long total) {
        long now = clockNanos.getAsLong();
        if (done < last) {
            beganAt = now;
            first = done;
        }
        last = done;
        double elapsed = (now - beganAt) / 1e9;
        return elapsed < LEAST_SECONDS || done <= first ? OptionalDouble.empty()
                : OptionalDouble.of(elapsed * (total - done) / (done - first));
    }
}
