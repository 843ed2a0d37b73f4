package org.bytestill.ui.wizard;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Values to start from.
 *
 * @param id   key of its name in the texts
 * @param file the {@code run.yaml} that holds them; empty for the defaults
 */
public record Preset(String id, Optional<Path> file) {
    /** The defaults; models and text are still to be chosen. */
    static final Preset STANDARD = new Preset("standard", Optional.empty());

    /** The shipped models and text with values for a run of a few minutes. */
    static Preset sample(Path sampleData) {
        return new Preset("sample", Optional.of(sampleData.resolve("quick.yaml")));
    }

    /** A file of the user's own. */
    static Preset imported(Path file) {
        return new Preset("imported", Optional.of(file));
    }
}
