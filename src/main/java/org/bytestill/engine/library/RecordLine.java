package org.bytestill.engine.library;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A line of what {@code run.json} records.
 *
 * @param section what it belongs to: the name of an object in the file, or empty for what stands at its top
 * @param key     its path below the section
 * @param value   as the file has it
 * @param note    of a setting, where its value comes from
 */
public record RecordLine(String section, String key, String value, String note) {
    /** All lines of a record, what stands at its top first, then section by section in the order of the file. */
    public static List<RecordLine> of(JsonNode record) {
        List<RecordLine> top = new ArrayList<>();
        List<RecordLine> sections = new ArrayList<>();
        record.fields().forEachRemaining(field -> {
            if (field.getValue().isContainerNode()) {
                add(field.getKey(), "", field.getValue(), sections);
            } else {
                top.add(new RecordLine("", field.getKey(), field.getValue().asText(), ""));
            }
        });
        top.addAll(sections);
        return top;
    }

    private static void add(String section, String key, JsonNode node, List<RecordLine> lines) {
        if (node.isObject() && node.has("value") && node.has("origin")) {
            lines.add(new RecordLine(section, key, node.path("value").asText(), node.path("origin").asText()));
        } else if (node.isObject()) {
            node.fields()
                    .forEachRemaining(field -> add(section, key.isEmpty() ? field.getKey() : key + "." + field.getKey(), field.getValue(),
                            lines));
        } else if (node.isArray() && !hasContainers(node)) {
            StringJoiner values = new StringJoiner(", ");
            node.forEach(value -> values.add(value.asText()));
            lines.add(new RecordLine(section, key, values.toString(), ""));
        } else if (node.isArray()) {
            for (int index = 0; index < node.size(); index++) {
                add(section, (key.isEmpty() ? "" : key + ".") + (index + 1), node.get(index), lines);
            }
        } else {
            lines.add(new RecordLine(section, key, node.asText(), ""));
        }
    }

    private static boolean hasContainers(JsonNode array) {
        for (JsonNode value : array) {
            if (value.isContainerNode()) {
                return true;
            }
        }
        return false;
    }

    /**
     * A line in which records differ.
     *
     * @param values in the order of the records; empty where one has no such line
     */
    public record Difference(String section, String key, List<String> values) {}

    /** The lines that are not the same in all records. */
    public static List<Difference> differences(List<? extends JsonNode> records) {
        Map<String, Difference> rows = new LinkedHashMap<>();
        for (int place = 0; place < records.size(); place++) {
            for (RecordLine line : of(records.get(place))) {
                Difference row = rows.computeIfAbsent(line.section() + "\n" + line.key(), key -> new Difference(line.section(), line.key(),
                        new ArrayList<>(records.stream().map(record -> "").toList())));
                row.values().set(place, line.value());
            }
        }
        return rows.values().stream().filter(row -> row.values().stream().distinct().count() > 1).toList();
    }
}
