package org.bytestill.run;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Where the time of training goes: a clock that runs for one part at a time, so that the parts add up to all of it. A GPU computes beside;
 * there a part has the time until its result is waited for. Used by the training thread.
 */
public final class UpdateTimes {
    /** A part of an update, and the time until the next one begins. */
    public enum Part {
        /** Batches and the teacher's distributions from the disk; of a student that writes its text, the writing too. */
        DATA,
        /** The teacher where it is in memory. */
        TEACHER,
        /** The student up to its last states. */
        FORWARD,
        /** The heads, the loss and their gradients. */
        LOSS, BACKWARD, OPTIMIZER,
        /** Everything else of an update. */
        OTHER,
        /** Between updates: evaluations, checkpoints, pauses. */
        WAITING;

        private final Metric metric = Metric.of("time" + name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT), "seconds");

        /** Its mean time in an update; a column of the training table, at some updates. */
        public Metric metric() {
            return metric;
        }
    }

    /** Means over shorter spans would be noise, and fill the log. */
    private static final double LEAST_SECONDS = 2;

    private final LongSupplier clockNanos;
    private final long[] nanos = new long[Part.values().length];
    private Part running = Part.WAITING;
    private long since;
    private int updates;
    private boolean begun;

    public UpdateTimes() {
        this(System::nanoTime);
    }

    UpdateTimes(LongSupplier clockNanos) {
        this.clockNanos = clockNanos;
    }

    /** From now on the clock runs for this part. Returns the one it ran for, to which a caller within goes back. */
    public Part at(Part part) {
        long now = clockNanos.getAsLong();
        if (begun) {
            nanos[running.ordinal()] += now - since;
        }
        begun = true;
        since = now;
        Part before = running;
        running = part;
        return before;
    }

    /** An update is done; the mean of each part, in seconds, if enough time has passed since they were given last, else nothing. */
    public Map<Metric, Double> updated() {
        at(running);
        updates++;
        double seconds = Arrays.stream(nanos).sum() / 1e9;
        Map<Metric, Double> means = new TreeMap<>();
        if (seconds >= LEAST_SECONDS) {
            for (Part part : Part.values()) {
                means.put(part.metric(), nanos[part.ordinal()] / 1e9 / updates);
            }
            Arrays.fill(nanos, 0);
            updates = 0;
        }
        return means;
    }
}
