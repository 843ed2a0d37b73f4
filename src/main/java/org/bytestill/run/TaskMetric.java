package org.bytestill.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Metrics of evaluation tasks as columns of a run: {@code task.NAME.METRIC}, with the filter after it if it is not the usual one. Names of
 * tasks are strangers' words, so that only letters, digits, underscores and hyphens of them stay, 64 at most.
 */
public final class TaskMetric {
    /** A column's key as a regular expression. */
    static final String SYNTAX = "task(?:\\.[A-Za-z0-9_-]{1,64}){2,3}";
    private static final String BEGIN = "task.";
    private static final int LONGEST = 64;
    private static final String USUAL_FILTER = "none";

    private TaskMetric() {}

    /**
     * The column of a metric of a task.
     *
     * @param task   its name
     * @param metric the harness's key, such as {@code acc,none}
     */
    public static Metric of(String task, String metric) {
        int comma = metric.indexOf(',');
        String name = comma < 0 ? metric : metric.substring(0, comma);
        String filter = comma < 0 ? USUAL_FILTER : metric.substring(comma + 1);
        return Metric.of(BEGIN + safe(task) + "." + safe(name) + (filter.equals(USUAL_FILTER) ? "" : "." + safe(filter)), unit(name));
    }

    /** A task's name as columns have it; two tasks of a run may not have the same. */
    public static String safe(String name) {
        String safe = name.replaceAll("[^A-Za-z0-9_-]", "_");
        return safe.isEmpty() ? "_" : safe.substring(0, Math.min(LONGEST, safe.length()));
    }

    private static String unit(String metric) {
        return metric.startsWith("acc") || metric.equals("exact_match") ? "share"
                : metric.equals("bits_per_byte") ? "bits per byte" : "";
    }

    private static boolean isOfTask(Metric metric) {
        return metric.key().matches(SYNTAX);
    }

    /** For people: {@code NAME METRIC}. */
    public static String name(Metric metric) {
        return metric.key().substring(BEGIN.length()).replace('.', ' ');
    }

    /** Whether its values lie between 0 and 1, with 1 the best. */
    public static boolean isShare(Metric metric) {
        return unit(metric.key().split("\\.")[2]).equals("share");
    }

    /** All that a table has, in the order in which tasks and their metrics were named. */
    public static List<Metric> all(MetricTable table) {
        return table.metrics().stream().filter(TaskMetric::isOfTask).toList();
    }

    /** The first metric of each task. */
    public static List<Metric> main(MetricTable table) {
        Map<String, Metric> first = new LinkedHashMap<>();
        all(table).forEach(metric -> first.putIfAbsent(metric.key().split("\\.")[1], metric));
        return List.copyOf(first.values());
    }

    /** Those of a row, by the names for people. */
    public static Map<String, Double> named(Map<Metric, Double> row) {
        Map<String, Double> named = new LinkedHashMap<>();
        row.forEach((metric, value) -> {
            if (isOfTask(metric)) {
                named.put(name(metric), value);
            }
        });
        return named;
    }
}
