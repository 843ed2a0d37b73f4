package org.bytestill.ui;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.bytestill.ui.common.Theme;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the window remembers from one start to the next. A file that is missing or broken is no reason not to start.
 *
 * @param width width in pixels; 0 if there is nothing to remember
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record WindowSettings(Theme.Mode theme, double x, double y, double width, double height, boolean maximised) {
    static final WindowSettings FIRST = new WindowSettings(Theme.Mode.SYSTEM, 0, 0, 0, 0, false);
    private static final Logger LOG = LoggerFactory.getLogger(WindowSettings.class);
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    WindowSettings {
        theme = theme == null ? Theme.Mode.SYSTEM : theme;
        if (!Double.isFinite(x + y + width + height) || width <= 0 || height <= 0) { // no rectangle: a file that was damaged
            x = 0;
            y = 0;
            width = 0;
            height = 0;
        }
    }

    static WindowSettings read(Path file) {
        if (!Files.exists(file)) {
            return FIRST;
        }
        try {
            WindowSettings read = JSON.readValue(file.toFile(), WindowSettings.class);
            return read == null ? FIRST : read;
        } catch (IOException e) {
            LOG.warn("{} cannot be read; the window starts as new: {}", file, e.getMessage());
            return FIRST;
        }
    }

    /** Replaces the file whole, or leaves it. */
    void write(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Path fresh = file.resolveSibling(file.getFileName() + ".tmp");
            JSON.writeValue(fresh.toFile(), this);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("{} cannot be written; the window will start as new: {}", file, e.getMessage());
        }
    }
}
