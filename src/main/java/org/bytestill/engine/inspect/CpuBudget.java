package org.bytestill.engine.inspect;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The CPU budget of the inspector beside a run, a token bucket of processor time: it fills with a small share of the clock up to a limit.
 * So occasional requests are answered at once, and constant requests cannot slow the run down by more than the share. Time used beyond
 * the budget is a debt that delays later work; the debt is bounded, since loading a model costs much time once and nobody should wait
 * minutes for that.
 */
final class CpuBudget {
    /** Together with the burst below the limit of 5 % slow-down, even if all threads of the run wait for the one that lost its core. */
    private static final double SHARE = 0.02;
    private static final Duration SAVED = Duration.ofMillis(300);

    private final LongSupplier clockNanos;
    private final LongSupplier processorNanos;
    private final double share;
    private final double mostNanos;
    private double nanos;
    private long givenAt;
    private long takenAt;

    /** The budget of the inspection thread, which calls {@link #take}. */
    static CpuBudget ofInspector() {
        return new CpuBudget(SHARE, SAVED, System::nanoTime, () -> ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
    }

    /**
     * @param share          fill rate, as a share of the clock
     * @param saved          capacity and initial content
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

    /** Starts to count the processor time of the calling thread. */
    synchronized void begin() {
        takenAt = processorNanos.getAsLong();
    }

    /** Deducts the processor time of the calling thread since the last call of {@link #begin} or this method. */
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
