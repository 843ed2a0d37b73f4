package org.bytestill.ui.wizard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytestill.problem.UserError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The draft of a run between two uses of the program, as a {@code run.yaml}. What cannot be written is logged: the draft on the screen is not
 * lost by it.
 *
 * @param file need not exist
 */
record DraftFile(Path file) {
    private static final Logger LOG = LoggerFactory.getLogger(DraftFile.class);

    boolean isThere() {
        return Files.isRegularFile(file);
    }

    void write(WizardViewModel model) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            model.save(file);
        } catch (UserError | IOException e) {
            LOG.info("The draft of a run is not kept: {}", e.getMessage());
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.info("{} cannot be deleted: {}", file, e.getMessage());
        }
    }
}
