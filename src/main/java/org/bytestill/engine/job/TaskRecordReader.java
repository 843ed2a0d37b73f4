package org.bytestill.engine.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytestill.engine.job.TaskRecord.Difference;
import org.bytestill.engine.job.TaskRecord.Figure;
import org.bytestill.engine.job.TaskRecord.Model;
import org.bytestill.evaluate.Interval;

/** Reads what {@link TaskRecords} keeps. */
final class TaskRecordReader {
    static final String AGAINST = "against";
    static final String TEACHER = "teacher";

    private final Path folder;
    private final ObjectNode root;

    TaskRecordReader(Path folder, ObjectNode root) {
        this.folder = folder;
        this.root = root;
    }

    /** @throws IllegalArgumentException if something is missing */
    TaskRecord record() {
        List<String> notes = new ArrayList<>();
        root.path("notes").forEach(note -> notes.add(note.asText()));
        return new TaskRecord(folder, instant(), TaskRequestJson.read(root.path("request")), models(), other(AGAINST), other(TEACHER),
                List.copyOf(notes), root.path("seconds").asDouble());
    }

    private Instant instant() {
        try {
            return Instant.parse(root.path("at").asText());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("its time is missing", e);
        }
    }

    private List<Model> models() {
        JsonNode checkpoints = root.path("checkpoints");
        if (checkpoints.isEmpty()) {
            return List.of(model(root, "0", root.path(AGAINST).path("differences"), root.path(TEACHER).path("choiceAgreement")));
        }
        List<Model> models = new ArrayList<>();
        for (JsonNode checkpoint : checkpoints) {
            models.add(model(checkpoint, String.valueOf(models.size()), checkpoint.path("differences"),
                    checkpoint.path("choiceAgreement")));
        }
        return List.copyOf(models);
    }

    private Optional<Model> other(String part) {
        JsonNode node = root.path(part);
        JsonNode nothing = node.path("");
        return node.isObject() ? Optional.of(model(node, part, nothing, nothing)) : Optional.empty();
    }

    private Model model(JsonNode node, String name, JsonNode differences, JsonNode agreement) {
        List<Figure> figures = new ArrayList<>();
        node.path("results").fields().forEachRemaining(task -> task.getValue().fields().forEachRemaining(value -> {
            // "acc,none": a measure and the filter of answers that it follows; "alias" is none.
            if (value.getKey().contains(",") && node.path("intervals").path(task.getKey()).has(value.getKey())) {
                figures.add(figure(node, task.getKey(), value.getKey(), differences.path(task.getKey()).path(value.getKey())));
            }
        }));
        Map<String, Double> agreements = new LinkedHashMap<>();
        agreement.fields().forEachRemaining(task -> {
            if (task.getValue().isNumber()) {
                agreements.put(task.getKey(), task.getValue().asDouble());
            }
        });
        if (figures.isEmpty()) {
            throw new IllegalArgumentException("it holds no results");
        }
        return new Model(Path.of(node.path("model").asText()), node.path("update").asInt(-1), TaskRecords.samples(folder, name),
                List.copyOf(figures), agreements);
    }

    private static Figure figure(JsonNode node, String task, String key, JsonNode difference) {
        String[] names = key.split(",", 2);
        JsonNode values = node.path("results").path(task);
        JsonNode interval = node.path("intervals").path(task).path(key);
        return new Figure(task, values.path("alias").asText(task), key, number(values.path(names[0] + "_stderr," + names[1])),
                new Interval(number(values.path(key)), number(interval.path("low")), number(interval.path("high"))),
                node.path("higher_is_better").path(task).path(names[0]).asBoolean(true), node.path("n-samples").path(task).asInt(),
                node.path("n-shot").path(task).asInt(), difference(difference));
    }

    private static Optional<Difference> difference(JsonNode node) {
        return node.isObject()
                ? Optional.of(new Difference(
                        new Interval(number(node.path("difference")), number(node.path("low")), number(node.path("high"))),
                        node.path("higher").asInt(), node.path("lower").asInt(), number(node.path("signTestP"))))
                : Optional.empty();
    }

    private static double number(JsonNode node) {
        return node.isNumber() ? node.asDouble() : Double.NaN;
    }
}
