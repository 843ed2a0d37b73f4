package org.bytestill.ui.runs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a new run starts from in the wizard: the configuration of another one, or a model.
 *
 * @param config   its {@code run.yaml}; empty for the recommended values
 * @param replaced values of settings that are not taken from it, by key
 */
public record RunTemplate(Optional<Path> config, Map<String, String> replaced) {
    /** A configuration; a folder or GGUF file is taken for the teacher's model, any other file for the text to train on. */
    public static RunTemplate ofFile(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            return new RunTemplate(Optional.of(file), Map.of());
        }
        boolean isModel = name.endsWith(".gguf") || Files.isDirectory(file);
        return new RunTemplate(Optional.empty(), Map.of(isModel ? "teacher" : "text.train", file.toString()));
    }
}
