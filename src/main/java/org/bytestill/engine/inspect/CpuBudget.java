package org.bytestill.engine.inspect;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Processor time that may be taken from a run: a small share of the clock, of which some is saved up, so that what a person
 * asks now and then is answered at once and who asks without pause cannot slow the run by more than the share. What was taken
 * beyond it is a debt, paid before anything is given again, but no larger than what can be saved up: a model is loaded once, and
 * nobody waits minutes for that.
 */
final class CpuBudget {
    /** With what is saved up below the 5 % that inspecting may cost, also where all threads of the run wait for the one whose core it takes. */
    private static final double SHARE = 0.02;
    private static final Duration SAVED = Duration.ofMillis(300);

    private final LongSupplier clockNanos;
    private final LongSupplier processorNanos;
    private final double share;
    private final double mostNanos;
    private double nanos;
    private long givenAt;
    private long takenAt;

    /** What the inspector may take, of the thread that calls {@link #take}. */
    static CpuBudget ofInspector() {
        return new CpuBudget(SHARE, SAVED, System::nanoTime, () -> ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
    }

    /**
     * @param share          of the clock
     * @param saved          most that is saved up, and what there is at first
     * @param processorNanos processor time of the calling thread
     */
    CpuBudget(double share, Duration saved, LongSupplier clockNanos, LongSupplier processorNanos) {
        this.share = share;
        this.mostNanos = saved.toNanos();
        this.clockNanos = clockNanos;
        this.processorNanos = processorNanos;
        nanos = mostNanos;
        givenAt = clockNanos.getAsLong();
    }

    /** From here on the calling thread's processor time counts. */
    synchronized void begin() {
        takenAt = processorNanos.getAsLong();
    }

    /** Takes what the calling thread has computed since it was last asked. */
    synchronized void take() {
        long now = processorNanos.getAsLong();
        nanos = Math.max(-mostNanos, nanos - (now - takenAt));
        takenAt = now;
    }

    synchronized boolean isSpent() {
        long now = clockNanos.getAsLong();
        nanos = Math.min(mostNanos, nanos + share * (now - givenAt));
        givenAt = now;
        return nanos <= 0;
    }
}
