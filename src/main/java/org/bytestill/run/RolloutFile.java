package org.bytestill.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.bytestill.problem.UserError;
import org.bytestill.util.AtomicFile;
import org.bytestill.util.JsonLines;

/**
 * What the student wrote in training, {@code rollouts.jsonl}: one JSON object a text, appended by the run and read by anybody. When it has
 * become too long the older half is dropped, so that a long run does not fill the disk.
 */
public final class RolloutFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MOST_BYTES = 16 << 20;
    /** Longer ones are cut in the file: a line has its limit. */
    private static final int LONGEST_TEXT = 100_000;

    private final Path file;
    private final long mostBytes;

    public RolloutFile(RunFolder folder) {
        this(folder.rollouts(), MOST_BYTES);
    }

    RolloutFile(Path file, long mostBytes) {
        this.file = file;
        this.mostBytes = mostBytes;
    }

    /** All texts that are kept, oldest first; none if there is no file. */
    public List<RolloutRecord> all() {
        List<RolloutRecord> records = new ArrayList<>();
        new JsonLines(file).readNew(line -> records.add(record(line)));
        return records;
    }

    public void append(List<RolloutRecord> records) {
        JsonLines lines = new JsonLines(file);
        records.forEach(record -> lines.append(line(record)));
        if (size() > mostBytes) {
            List<RolloutRecord> all = all();
            write(all.subList(all.size() / 2, all.size()));
        }
    }

    /** Drops what was written after an update: the run goes on from there and writes it again. */
    public void rewind(int update) {
        List<RolloutRecord> all = all();
        List<RolloutRecord> kept = all.stream().filter(record -> record.update() <= update && !isAgain(record, update)).toList();
        if (kept.size() < all.size()) {
            write(kept);
        }
    }

    /** The evaluation before the first update is made anew. */
    private static boolean isAgain(RolloutRecord record, int update) {
        return update == 0 && record.update() == 0;
    }

    private void write(List<RolloutRecord> records) {
        AtomicFile.write(file, records.stream().map(record -> line(record) + "\n").collect(Collectors.joining()));
    }

    private long size() {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw UserError.disk("%s cannot be read: %s.", file, e.getMessage()).causedBy(e);
        }
    }

    private static ObjectNode line(RolloutRecord record) {
        ObjectNode line = JSON.createObjectNode().put("update", record.update()).put("heldOut", record.heldOut())
                .put("number", record.number()).put("document", record.document());
        LineBytes.put(line, "prompt", record.prompt(), LONGEST_TEXT);
        LineBytes.put(line, "text", record.text(), LONGEST_TEXT);
        line.put("tokens", record.tokens()).put("ended", record.ended());
        put(line, "studentBits", record.studentBits());
        put(line, "teacherBits", record.teacherBits());
        return line.put("repetition", record.repetition()).put("loops", record.loops());
    }

    private static void put(ObjectNode line, String key, double value) {
        if (Double.isFinite(value)) {
            line.put(key, value);
        }
    }

    /** @throws IllegalArgumentException if a field is of another kind */
    private static RolloutRecord record(JsonNode line) {
        if (!line.path("update").canConvertToInt()) {
            throw new IllegalArgumentException("\"update\" is no number of an update");
        }
        return new RolloutRecord(line.path("update").asInt(), line.path("heldOut").asBoolean(), line.path("number").asInt(),
                line.path("document").asText(), LineBytes.of(line, "prompt"), LineBytes.of(line, "text"), line.path("tokens").asInt(),
                line.path("ended").asText(), line.path("studentBits").asDouble(Double.NaN), line.path("teacherBits").asDouble(Double.NaN),
                line.path("repetition").asDouble(), line.path("loops").asBoolean());
    }
}
