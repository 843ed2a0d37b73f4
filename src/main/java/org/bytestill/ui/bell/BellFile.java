package org.bytestill.ui.bell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.problem.UserError;
import org.bytestill.util.AtomicFile;
import org.slf4j.LoggerFactory;

/** {@code bell.json}: what the bell keeps from one start to the next. What cannot be read is left out. */
final class BellFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    BellFile(Path file) {
        this.file = file;
    }

    /**
     * What was kept.
     *
     * @param until what happened up to here has been looked at
     */
    record Kept(Instant until, List<BellItem> items) {}

    /** @param now taken where nothing was kept: what happened before the first start is no news */
    Kept read(Instant now) {
        if (!Files.exists(file)) {
            return new Kept(now, List.of());
        }
        try {
            JsonNode root = JSON.readTree(file.toFile());
            List<BellItem> items = new ArrayList<>();
            root.path("items").forEach(item -> add(item, items));
            return new Kept(instant(root.path("until").asText(), now), List.copyOf(items));
        } catch (IOException e) {
            LoggerFactory.getLogger(BellFile.class).warn("{} cannot be read; the bell begins anew: {}", file, e.getMessage());
            return new Kept(now, List.of());
        }
    }

    private static Instant instant(String text, Instant otherwise) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return otherwise;
        }
    }

    private static void add(JsonNode item, List<BellItem> items) {
        try {
            items.add(new BellItem(Instant.parse(item.path("at").asText()), BellItem.Kind.valueOf(item.path("kind").asText()),
                    item.path("run").asText(), item.path("name").asText(), item.path("text").asText(), item.path("read").asBoolean()));
        } catch (DateTimeException | IllegalArgumentException e) {
            LoggerFactory.getLogger(BellFile.class).debug("an item of the bell is damaged", e);
        }
    }

    /** @throws org.bytestill.problem.UserError if it cannot be written */
    void write(Kept kept) {
        ObjectNode root = JSON.createObjectNode().put("until", kept.until().toString());
        ArrayNode items = root.putArray("items");
        kept.items()
                .forEach(item -> items.addObject().put("at", item.at().toString()).put("kind", item.kind().name()).put("run", item.run())
                        .put("name", item.name()).put("text", item.text()).put("read", item.read()));
        try {
            // Nothing else may have made the user's folder: a run can be opened where no other ever was.
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw UserError.disk("%s cannot be written: %s. What the bell rang for is forgotten when the window is closed.", file,
                    e.getMessage()).causedBy(e);
        }
        AtomicFile.write(file, root + "\n");
    }
}
