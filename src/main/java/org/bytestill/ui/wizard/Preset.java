package org.bytestill.ui.wizard;

import java.nio.file.Path;
import java.util.Optional;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;

/**
 * Values to start from.
 *
 * @param id   key of its name in the texts
 * @param file the {@code run.yaml} that holds them; empty for the two below, which leave models and text to be chosen
 */
public record Preset(String id, Optional<Path> file) {
    /** The covering objective, weight 5. */
    static final Preset RECOMMENDED = new Preset("recommended", Optional.empty());
    /** The paper's objective: a byte head in two steps, weights 1 and 0.1. */
    static final Preset PUBLISHED = new Preset("published", Optional.empty());

    /** The shipped models and text with values for a run of a few minutes, as recommended. */
    static Preset sample(Path sampleData) {
        return new Preset("sample", Optional.of(sampleData.resolve("quick.yaml")));
    }

    /** The shipped student and conversations, with a teacher that ends its turns. */
    static Preset sampleChats(Path sampleData) {
        return new Preset("sample-chats", Optional.of(sampleData.resolve("chats.yaml")));
    }

    /** The sample run as published. */
    static Preset samplePublished(Path sampleData) {
        return new Preset("sample-published", Optional.of(sampleData.resolve("published.yaml")));
    }

    /** A file of the user's own. */
    static Preset imported(Path file) {
        return new Preset("imported", Optional.of(file));
    }

    /** What was typed before the program ended. */
    static Preset draft(Path file) {
        return new Preset("draft", Optional.of(file));
    }

    /** The values of a run that is there. */
    static Preset copied(Path file) {
        return new Preset("copied", Optional.of(file));
    }

    /** Its values. Throws UserError if its file cannot be read. */
    RunConfig values() {
        return file.map(RunConfigFile::read).orElseGet(() -> equals(PUBLISHED) ? RunConfig.defaults() : RunConfig.recommended());
    }
}
