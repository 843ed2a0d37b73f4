package org.bytestill.soak;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/** What this process holds between two turns, after a collection of its garbage: a line of the soak's table. */
record SoakSample(double minute, int turn, Map<Measure, Double> values) {
    /** What is measured. */
    enum Measure {
        /** MiB of objects in use after a collection. */
        HEAP(4),
        /**
         * MiB in memory that are not Java's heap, which is touched as a whole at the start: libtorch, tokenizers, code, stacks, mapped
         * weights.
         */
        NATIVE(24),
        /** MiB that Java itself has taken outside its heap, as its native memory tracking counts them. */
        JAVA_NATIVE(8), THREADS(0.5), DESCRIPTORS(0.5);

        /** By how much it may have grown, from the end of the warm-up to the end, and still be flat. */
        private final double tolerance;

        Measure(double tolerance) {
            this.tolerance = tolerance;
        }

        double tolerance() {
            return tolerance;
        }
    }

    private static final double MIB = 1 << 20;

    static SoakSample now(double minute, int turn) throws IOException {
        System.gc();
        System.gc();
        Map<Measure, Double> values = new EnumMap<>(Measure.class);
        double heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted() / MIB;
        values.put(Measure.HEAP, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MIB);
        values.put(Measure.NATIVE, resident() - heap);
        values.put(Measure.JAVA_NATIVE, committed() - heap);
        values.put(Measure.THREADS, (double) entries("/proc/self/task"));
        values.put(Measure.DESCRIPTORS, (double) entries("/proc/self/fd"));
        return new SoakSample(minute, turn, values);
    }

    private static double resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElseThrow() / 1024.0;
    }

    /** Of a process that was started with {@code -XX:NativeMemoryTracking=summary}. */
    private static double committed() {
        try {
            String told = (String) ManagementFactory.getPlatformMBeanServer().invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"), "vmNativeMemory", new Object[] {new String[] {"summary"}},
                    new String[] {String[].class.getName()});
            return Long.parseLong(told.replaceFirst("(?s).*?Total: reserved=\\d+KB, committed=(\\d+)KB.*", "$1")) / 1024.0;
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long entries(String folder) throws IOException {
        try (Stream<Path> entries = Files.list(Path.of(folder))) {
            return entries.count();
        }
    }

    static String header() {
        return "minute,turn,"
                + Stream.of(Measure.values()).map(measure -> measure.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(","));
    }

    String line() {
        return String.format(Locale.ROOT, "%.2f,%d,", minute, turn)
                + values.values().stream().map(value -> String.format(Locale.ROOT, "%.3f", value)).collect(Collectors.joining(","));
    }

    static SoakSample of(String line) {
        String[] cells = line.split(",");
        Map<Measure, Double> values = new EnumMap<>(Measure.class);
        for (Measure measure : Measure.values()) {
            values.put(measure, Double.valueOf(cells[2 + measure.ordinal()]));
        }
        return new SoakSample(Double.parseDouble(cells[0]), Integer.parseInt(cells[1]), values);
    }
}
