package org.bytestill.ui;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What the window's own threads take of the processor, beside what the whole program takes. */
final class WindowCost {
    /** JavaFX's thread, and those that turn its scenes into pixels. */
    private static final Pattern OWN = Pattern.compile("JavaFX Application Thread|QuantumRenderer.*|Prism.*|InvokeLaterDispatcher");

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final Map<Long, Long> before = new HashMap<>();
    private long processNanos = system.getProcessCpuTime();
    private long atNanos = System.nanoTime();

    /**
     * Since the last look.
     *
     * @param ofProgram share of the program's processor time, from 0 to 1; NaN if it took none
     * @param ofMachine share of all that the machine's cores could do
     */
    record Shares(double ofProgram, double ofMachine) {}

    WindowCost() {
        ownNanos();
    }

    Shares look() {
        double own = ownNanos();
        long process = system.getProcessCpuTime();
        long now = System.nanoTime();
        Shares shares = shares(own, process - processNanos, now - atNanos, Runtime.getRuntime().availableProcessors());
        processNanos = process;
        atNanos = now;
        return shares;
    }

    static Shares shares(double own, double process, double wall, int cores) {
        return new Shares(process > 0 ? Math.min(1, own / process) : Double.NaN, wall > 0 ? own / wall / cores : Double.NaN);
    }

    /** Of the window's threads since this was asked last. */
    private double ownNanos() {
        double nanos = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && OWN.matcher(thread.getThreadName()).matches()) {
                long cpu = threads.getThreadCpuTime(thread.getThreadId());
                Long earlier = before.put(thread.getThreadId(), cpu);
                nanos += earlier == null ? 0 : Math.max(0, cpu - earlier);
            }
        }
        return nanos;
    }
}
