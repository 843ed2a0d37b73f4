package org.bytestill.ui.common;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * How often the window may look at a run that trains: so often that drawing costs it one hundredth of the processor. What is saved is
 * spent at once, so a number that comes after a while is drawn when it comes; numbers that come faster than they can be drawn wait, at most
 * two seconds. Whoever does something sees what it does without a wait.
 */
public final class LookBudget {
    private static final double SHARE = 0.01;
    private static final double NANOS = 1e9;
    private static final double MOST_SAVED_SECONDS = 0.2;
    private static final double MOST_OWED_SECONDS = 0.2;
    /** Once: the first looks take longer than all later ones, until the virtual machine has compiled what draws. */
    private static final double FIRST_SECONDS = 2;
    private static final double LONGEST_WAIT_SECONDS = 2;
    private static final double ATTENTION_SECONDS = 3;

    private final DoubleSupplier spentSeconds;
    private final LongSupplier nanos;
    private final double earnedASecond;
    private double saved = FIRST_SECONDS;
    private double spent;
    private long now;
    private long looked;
    private volatile long attendedUntil;

    /**
     * @param spentSeconds processor time that drawing has taken so far
     * @param nanos        a clock
     */
    LookBudget(DoubleSupplier spentSeconds, LongSupplier nanos, int cores) {
        this.spentSeconds = spentSeconds;
        this.nanos = nanos;
        earnedASecond = SHARE * cores;
        now = nanos.getAsLong();
        looked = now;
        attendedUntil = now - 1;
        spent = spentSeconds.getAsDouble();
    }

    /** Of this program's window; made and asked on the JavaFX thread. */
    public static LookBudget ofWindow() {
        return new LookBudget(new DrawingThreads(Thread.currentThread().getId()), System::nanoTime,
                Runtime.getRuntime().availableProcessors());
    }

    /** Somebody does something: looks are free for a moment. */
    public void attend() {
        attendedUntil = nanos.getAsLong() + (long) (ATTENTION_SECONDS * NANOS);
    }

    /** True for a moment after {@link #attend}; from any thread. */
    public boolean isAttended() {
        return nanos.getAsLong() <= attendedUntil;
    }

    /** True if it is time for the next look, which is then taken as done. */
    public boolean mayLook() {
        long before = now;
        now = nanos.getAsLong();
        double spentBefore = spent;
        spent = spentSeconds.getAsDouble();
        double balance = saved + (now - before) / NANOS * earnedASecond - (spent - spentBefore);
        saved = Math.max(-MOST_OWED_SECONDS, Math.min(Math.max(MOST_SAVED_SECONDS, saved), balance));
        boolean may = saved >= 0 || isAttended() || (now - looked) / NANOS >= LONGEST_WAIT_SECONDS;
        looked = may ? now : looked;
        return may;
    }

    /** Processor time of the threads that lay out and draw. */
    private static final class DrawingThreads implements DoubleSupplier {
        private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        private final long window;
        private long renderer = -1;

        DrawingThreads(long window) {
            this.window = window;
        }

        @Override
        public double getAsDouble() {
            if (renderer < 0) {
                renderer = Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith("QuantumRenderer"))
                        .mapToLong(Thread::getId).findFirst().orElse(window);
            }
            return (time(window) + (renderer == window ? 0 : time(renderer))) / NANOS;
        }

        private long time(long thread) {
            return threads.isThreadCpuTimeSupported() ? Math.max(0, threads.getThreadCpuTime(thread)) : 0;
        }
    }
}
