package org.bytestill.ui.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.bytestill.ui.common.Tasks;
import org.bytestill.util.AtomicFile;
import org.bytestill.util.JsonFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The task files that were asked last, the newest first, kept from one start of the window to the next. */
final class RecentTasks {
    private static final Logger LOG = LoggerFactory.getLogger(RecentTasks.class);
    private static final int MOST = 10;
    private static final String KEY = "tasks";

    private final Path file;
    private final Tasks tasks;
    private final ObservableList<Path> all = FXCollections.observableArrayList();

    /** @param file need not exist */
    RecentTasks(Path file, Tasks tasks) {
        this.file = file;
        this.tasks = tasks;
    }

    ObservableList<Path> all() {
        return all;
    }

    /** Reads them; a file that is damaged is no reason not to go on. */
    void read() {
        tasks.run(() -> {
            List<Path> found = new ArrayList<>();
            for (JsonNode each : JsonFile.readIfPresent(file).path(KEY)) {
                found.add(Path.of(each.asText()));
            }
            return found.stream().filter(Files::exists).toList();
        }, all::setAll, thrown -> LOG.warn("{} cannot be read: {}", file, thrown.getMessage()));
    }

    /** These were asked just now. */
    void used(List<Path> asked) {
        List<Path> newest = Stream.concat(asked.stream(), all.stream()).distinct().limit(MOST).toList();
        all.setAll(newest);
        tasks.run(() -> {
            ObjectNode object = JsonFile.MAPPER.createObjectNode();
            ArrayNode array = object.putArray(KEY);
            newest.forEach(each -> array.add(each.toString()));
            Files.createDirectories(file.getParent());
            AtomicFile.write(file, JsonFile.pretty(object));
            return file;
        }, written -> {}, thrown -> LOG.warn("{} cannot be written: {}", file, thrown.getMessage()));
    }
}
