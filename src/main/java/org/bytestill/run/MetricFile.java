package org.bytestill.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
    /** The syntax of a metric's key; other fields of a line are ignored. */
    private static final Pattern KEY = Pattern.compile("[a-z][A-Za-z0-9]{0,63}");

    private final JsonLines lines;
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
        take(type, row);
    }

    /** Reads the lines that another process added. */
    public synchronized void refresh() {
        lines.readNew(this::takeLine);
    }

    private void takeLine(JsonNode line) {
        Map<Metric, Double> row = new TreeMap<>();
        line.fields().forEachRemaining(field -> {
            if (field.getValue().isNumber() && Double.isFinite(field.getValue().asDouble()) && KEY.matcher(field.getKey()).matches()) {
                row.put(Metric.named(field.getKey()), field.getValue().asDouble());
            }
        });
        String type = line.path("type").asText();
        if (TYPES.contains(type) && !line.path(Metric.UPDATE.key()).canConvertToInt()) {
            throw new IllegalArgumentException("\"" + Metric.UPDATE.key() + "\" is no number of an update");
        }
        take(type, row);
    }

    private void take(String type, Map<Metric, Double> row) {
        switch (type) {
            case "update" -> training.append(row);
            case "evaluation" -> evaluation.append(row);
            case "rewind" -> rewind(row.get(Metric.UPDATE).intValue());
            default -> {} // a type of line that only a later version of the program knows
        }
    }

    private void rewind(int update) {
        training = kept(training, update, new MetricTable(), abandoned);
        evaluation = kept(evaluation, update, new MetricTable(), null);
        resumePoints.add(update);
    }

    private static MetricTable kept(MetricTable from, int update, MetricTable kept, @Nullable MetricTable lost) {
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
