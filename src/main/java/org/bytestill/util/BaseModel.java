package org.bytestill.util;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bytestill.problem.Quoted;
import org.bytestill.problem.UserError;

/**
 * The base model of a folder that contains only the difference from it: a PEFT adapter, or a checkpoint of a byte head, whose decoder is
 * the unchanged base. Weights and configuration come from the base, and so does the tokenizer if the folder has none.
 */
public final class BaseModel {
    public static final String ADAPTER_CONFIG = "adapter_config.json";
    public static final String ADAPTER_WEIGHTS = "adapter_model.safetensors";
    /** The file of a folder whose model is its unchanged base: a JSON object with {@link #KEY}. */
    public static final String POINTER = "base_model.json";
    public static final String KEY = "base_model_name_or_path";
    private static final List<String> WHOLE = List.of("model.safetensors", "model.safetensors.index.json");

    private BaseModel() {}

    /** True if the folder is an adapter, and not a complete model with the leftover configuration of an adapter. */
    public static boolean isAdapter(Path folder) {
        Path model = followed(folder);
        return Files.isRegularFile(model.resolve(ADAPTER_CONFIG)) && (Files.exists(model.resolve(ADAPTER_WEIGHTS)) || !isWhole(model));
    }

    private static boolean isWhole(Path model) {
        return WHOLE.stream().anyMatch(name -> Files.exists(model.resolve(name)));
    }

    /**
     * The base model, from {@code base_model_name_or_path}: a path relative to the folder or to the working directory, or a folder of that
     * name beside this one. A complete model is its own base.
     *
     * @throws UserError naming file, key and cure if there is no such model
     */
    public static Path of(Path folder) {
        Path model = followed(folder);
        if (!isAdapter(model)) {
            return model;
        }
        Path base = named(model, model.resolve(ADAPTER_CONFIG));
        if (isAdapter(base)) {
            throw UserError.badInput(
                    "%s: key \"%s\" names %s, which is an adapter itself. Name a whole model; an adapter merged into its base is one.",
                    model.resolve(ADAPTER_CONFIG), KEY, base);
        }
        return base;
    }

    /** The folder itself, or the base that its pointer file names. */
    public static Path followed(Path folder) {
        Path pointer = folder.resolve(POINTER);
        return Files.isRegularFile(pointer) && !isWhole(folder) ? named(folder, pointer) : folder;
    }

    private static Path named(Path model, Path file) {
        JsonNode name = JsonFile.read(file).path(KEY);
        if (!name.isTextual() || name.asText().isBlank()) {
            throw UserError.badInput(
                    "%s: key \"%s\" is missing; it names the model on which this one rests. Write the path of that model's folder there.",
                    file, KEY);
        }
        Set<Path> places = places(model.toAbsolutePath().normalize(), file, name.asText());
        return places.stream().filter(Files::exists).findFirst().orElseThrow(() -> UserError.badInput(
                "%s: key \"%s\" names the base model \"%s\", which is at none of these places: %s. Copy it there, or write the path of its folder under"
                        + " that key.",
                file, KEY, Quoted.of(name.asText()), places.stream().map(Path::toString).collect(Collectors.joining(", "))));
    }

    private static Set<Path> places(Path folder, Path file, String name) {
        try {
            Set<Path> places = new LinkedHashSet<>();
            places.add(folder.resolve(name).normalize());
            places.add(Path.of(name).toAbsolutePath().normalize());
            // A name on the Hugging Face hub, "owner/model", whose folder is beside this one.
            Optional.ofNullable(Path.of(name).getFileName()).ifPresent(last -> places.add(folder.resolveSibling(last)));
            places.remove(folder);
            return places;
        } catch (InvalidPathException e) {
            throw UserError
                    .badInput("%s: \"%s\" is no path (%s). Write the path of the base model's folder there.", file, KEY, e.getReason())
                    .causedBy(e);
        }
    }

    /** A file of the folder, or of its base if the folder has no such file. */
    public static Path file(Path folder, String name) {
        Path model = Files.exists(folder.resolve(name)) ? folder : followed(folder);
        return Files.exists(model.resolve(name)) ? model.resolve(name) : of(model).resolve(name);
    }
}
