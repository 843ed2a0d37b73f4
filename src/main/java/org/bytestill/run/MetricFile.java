package org.bytestill.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.bytestill.util.JsonLines;
import org.jspecify.annotations.Nullable;

/**
 * The metrics log of a run, {@code metrics.jsonl}: one JSON object per line, append-only. A resume appends a rewind line; updates beyond
 * it, which the interrupted process had computed after its last checkpoint, stay in the file as abandoned ones.
 *
 * <p>One thread appends, or calls {@link #refresh} to follow another process; any number of threads read.
 */
public final class MetricFile implements MetricLog {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> TYPES = Set.of("update", "evaluation", "rewind");
    /** The syntax of a metric's key, or of a task's; other fields of a line are ignored. */
    private static final Pattern KEY = Pattern.compile("[a-z][A-Za-z0-9]{0,63}|" + TaskMetric.SYNTAX);

    private static final int MOST_KEYS = 100;
    /** An objective writes lines of a few forms: with what only some updates measure, or without. */
    private static final int MOST_LAYOUTS = 8;
    /** So many lines are taken together, so that those of a long log are not all in memory beside their table. */
    private static final int LINES_TOGETHER = 1 << 16;

    private final JsonLines lines;
    private final Set<String> keys = new HashSet<>();
    /** Forms of lines that were met, the last first. */
    private final LinkedList<MetricLayout> layouts = new LinkedList<>();
    private volatile MetricTable training = new MetricTable();
    private volatile MetricTable evaluation = new MetricTable();
    private final MetricTable abandoned = new MetricTable();
    private final List<Integer> resumePoints = new CopyOnWriteArrayList<>();

    private MetricFile(JsonLines lines) {
        this.lines = lines;
    }

    /** Opens the log and reads its rows; a missing file is empty. */
    public static MetricFile open(RunFolder folder) {
        MetricFile metrics = new MetricFile(new JsonLines(folder.metrics()));
        metrics.refresh();
        return metrics;
    }

    @Override
    public MetricTable training() {
        return training;
    }

    @Override
    public MetricTable evaluation() {
        return evaluation;
    }

    @Override
    public MetricTable abandoned() {
        return abandoned;
    }

    @Override
    public List<Integer> resumePoints() {
        return List.copyOf(resumePoints);
    }

    public void appendUpdate(Map<Metric, Double> row) {
        append("update", row);
    }

    /** Takes a row into memory alone: it could not be written. */
    public synchronized void keepUpdate(Map<Metric, Double> row) {
        take(List.of(new Line("update", row)));
    }

    /** As {@link #keepUpdate}, for an evaluation. */
    public synchronized void keepEvaluation(Map<Metric, Double> row) {
        take(List.of(new Line("evaluation", row)));
    }

    public void appendEvaluation(Map<Metric, Double> row) {
        append("evaluation", row);
    }

    /** Rewinds to the state after an update: later rows become abandoned. */
    public void appendRewind(int update) {
        append("rewind", Map.of(Metric.UPDATE, (double) update));
    }

    private synchronized void append(String type, Map<Metric, Double> row) {
        ObjectNode line = JSON.createObjectNode().put("type", type);
        row.forEach((metric, value) -> {
            if (metric == Metric.UPDATE || metric == Metric.BYTES) {
                line.put(metric.key(), value.longValue());
            } else if (Double.isFinite(value)) {
                line.put(metric.key(), value);
            }
        });
        lines.append(line);
        take(List.of(new Line(type, row)));
    }

    /** A line of one of the known types: metrics and their values. */
    private record Line(String type, Metric[] metrics, double[] values) {
        Line(String type, Map<Metric, Double> row) {
            this(type, row.keySet().toArray(Metric[]::new), row.values().stream().mapToDouble(Double::doubleValue).toArray());
        }

        int update() {
            int at = 0;
            while (metrics[at] != Metric.UPDATE) {
                at++;
            }
            return (int) values[at];
        }
    }

    /** Reads the lines that another process added. */
    public synchronized void refresh() {
        List<Line> added = new ArrayList<>();
        lines.readNew((bytes, start, end) -> {
            Line line = known(bytes, start, end);
            if (line != null) {
                add(line, added);
            }
            return line != null;
        }, line -> {
            String type = line.path("type").asText();
            if (TYPES.contains(type)) { // others only a later version of the program knows
                add(new Line(type, row(line)), added);
                learn(line);
            }
        });
        take(added);
    }

    private void add(Line line, List<Line> added) {
        added.add(line);
        if (added.size() == LINES_TOGETHER) {
            take(added);
            added.clear();
        }
    }

    private @Nullable Line known(byte[] bytes, int start, int end) {
        for (MetricLayout layout : layouts) {
            double[] values = layout.read(bytes, start, end);
            if (values != null) {
                if (layout != layouts.getFirst()) {
                    layouts.remove(layout);
                    layouts.addFirst(layout);
                }
                return new Line("update", layout.metrics(), values);
            }
        }
        return null;
    }

    /** The next line of this form is read at once. */
    private void learn(JsonNode line) {
        List<Metric> metrics = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : line.properties()) {
            if (field.getValue().isNumber() && keys.contains(field.getKey())) {
                metrics.add(Metric.named(field.getKey()));
            }
        }
        if (line.path("type").asText().equals("update") && metrics.size() == line.size() - 1) {
            layouts.addFirst(MetricLayout.of(metrics));
            while (layouts.size() > MOST_LAYOUTS) {
                layouts.removeLast();
            }
        }
    }

    private Map<Metric, Double> row(JsonNode line) {
        if (!line.path(Metric.UPDATE.key()).canConvertToInt()) {
            throw new IllegalArgumentException("\"" + Metric.UPDATE.key() + "\" is no number of an update");
        }
        Map<Metric, Double> row = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : line.properties()) {
            if (field.getValue().isNumber() && Double.isFinite(field.getValue().asDouble()) && isKey(field.getKey())) {
                row.put(Metric.named(field.getKey()), field.getValue().asDouble());
            }
        }
        return row;
    }

    /** Every key costs a column; a damaged log could have any number. */
    private boolean isKey(String key) {
        return keys.contains(key) || keys.size() < MOST_KEYS && KEY.matcher(key).matches() && keys.add(key);
    }

    /** Takes rows in one pass, so that a log of many rewinds opens in time: a row is lost if a later rewind is before its update. */
    private void take(List<Line> added) {
        int[] rewound = new int[added.size() + 1];
        rewound[added.size()] = Integer.MAX_VALUE;
        for (int i = added.size() - 1; i >= 0; i--) {
            rewound[i] = added.get(i).type().equals("rewind") ? Math.min(rewound[i + 1], added.get(i).update()) : rewound[i + 1];
        }
        if (rewound[0] < Integer.MAX_VALUE) {
            training = kept(training, rewound[0], abandoned);
            evaluation = kept(evaluation, rewound[0], null);
        }
        List<Integer> resumed = new ArrayList<>();
        for (int i = 0; i < added.size(); i++) {
            Line line = added.get(i);
            boolean isLost = line.update() > rewound[i];
            switch (line.type()) {
                case "update" -> (isLost ? abandoned : training).append(line.metrics(), line.values());
                case "evaluation" -> (isLost ? new MetricTable() : evaluation).append(line.metrics(), line.values());
                default -> resumed.add(line.update());
            }
        }
        resumePoints.addAll(resumed);
    }

    private static MetricTable kept(MetricTable from, int update, @Nullable MetricTable lost) {
        MetricTable kept = new MetricTable();
        for (int row = 0; row < from.size(); row++) {
            if (from.value(Metric.UPDATE, row) <= update) {
                kept.append(from.row(row));
            } else if (lost != null) {
                lost.append(from.row(row));
            }
        }
        return kept;
    }
}
