package org.bytestill.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Processor time and wake-ups of each thread of this process, those of the virtual machine too, as Linux counts them. */
final class ThreadTimes {
    private static final Path TASKS = Path.of("/proc/self/task");
    private static final int MOST = 9;

    private final Map<String, long[]> before = now();
    private final long begun = System.nanoTime();

    /** Nanoseconds on a processor, and how often it was taken, by the thread's name; threads of one name are added up. */
    private static Map<String, long[]> now() {
        Map<String, long[]> found = new TreeMap<>();
        try (Stream<Path> tasks = Files.list(TASKS)) {
            for (Path task : (Iterable<Path>) tasks::iterator) {
                try {
                    String[] spent = Files.readString(task.resolve("schedstat")).strip().split(" ");
                    long[] sum = found.computeIfAbsent(Files.readString(task.resolve("comm")).strip(), name -> new long[2]);
                    sum[0] += Long.parseLong(spent[0]);
                    sum[1] += Long.parseLong(spent[2]);
                } catch (NoSuchFileException e) {
                    // It has ended.
                }
            }
        } catch (IOException e) {
            return Map.of();
        }
        return found;
    }

    /** The busiest threads since this was made: thousandths of a core, and wake-ups a second. */
    String report() {
        double seconds = (System.nanoTime() - begun) / 1e9;
        Map<String, double[]> spent = new TreeMap<>();
        now().forEach((name, after) -> {
            long[] was = before.getOrDefault(name, new long[2]);
            spent.put(name, new double[] {(after[0] - was[0]) / 1e7 / seconds, (after[1] - was[1]) / seconds});
        });
        List<String> lines = spent.entrySet().stream().sorted((a, b) -> Double.compare(b.getValue()[0], a.getValue()[0])).limit(MOST)
                .map(each -> String.format(Locale.ROOT, "\n      %.2f %% of a core, woken %.1f times a second: %s", each.getValue()[0],
                        each.getValue()[1], each.getKey()))
                .collect(Collectors.toList());
        return String.join("", lines);
    }
}
