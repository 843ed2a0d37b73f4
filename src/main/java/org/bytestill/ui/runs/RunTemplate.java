package org.bytestill.ui.runs;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a new run starts from in the wizard: the configuration of another one, or a model.
 *
 * @param config   its {@code run.yaml}; empty for the recommended values
 * @param replaced values of settings that are not taken from it, by key
 */
public record RunTemplate(Optional<Path> config, Map<String, String> replaced) {
    /** A configuration; any other file or folder is taken for the teacher's model. */
    public static RunTemplate ofFile(Path file) {
        return file.toString().matches("(?i).*\\.ya?ml") ? new RunTemplate(Optional.of(file), Map.of())
                : new RunTemplate(Optional.empty(), Map.of("teacher", file.toString()));
    }
}
