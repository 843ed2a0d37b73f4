package org.bytestill.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bytestill.util.JsonLines;

/** The event log of a run, {@code events.jsonl}: one JSON object per event, append-only. */
public final class EventFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonLines lines;
    private final List<RunEvent> events = new CopyOnWriteArrayList<>();

    private EventFile(JsonLines lines) {
        this.lines = lines;
    }

    /** Opens the log and reads its events; a missing file is empty. */
    public static EventFile open(RunFolder folder) {
        EventFile events = new EventFile(new JsonLines(folder.events()));
        events.refresh();
        return events;
    }

    /** All events, oldest first. */
    public List<RunEvent> all() {
        return List.copyOf(events);
    }

    public synchronized void append(RunEvent event) {
        ObjectNode line = JSON.createObjectNode().put("kind", event.kind().name()).put("update", event.update())
                .put("at", event.at().toString()).put("message", event.message());
        if (!event.alert().isEmpty()) {
            line.put("alert", event.alert());
        }
        lines.append(line);
        events.add(event);
    }

    /** Takes an event into memory alone: it could not be written. */
    public void keep(RunEvent event) {
        events.add(event);
    }

    /** Reads the lines that another process added. */
    public synchronized void refresh() {
        List<RunEvent> added = new ArrayList<>();
        lines.readNew(line -> added.add(new RunEvent(kind(line.path("kind").asText()), line.path("update").asInt(),
                at(line.path("at").asText()), line.path("message").asText(), line.path("alert").asText())));
        // At once: each addition copies the list.
        events.addAll(added);
    }

    private static Instant at(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("\"at\" is no time", e);
        }
    }

    /** A kind that only a later version of the program knows becomes a warning. */
    private static RunEvent.Kind kind(String name) {
        return Arrays.stream(RunEvent.Kind.values()).filter(kind -> kind.name().equals(name)).findFirst().orElse(RunEvent.Kind.WARNING);
    }
}
