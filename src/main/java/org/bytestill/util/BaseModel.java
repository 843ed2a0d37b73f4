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
import org.bytestill.problem.UserError;

/**
 * The base of a folder that holds only what differs from another model: an adapter in the form of the Python library PEFT, or a
 * checkpoint whose decoder is its base, unchanged. Weights, configuration and, where it has none of its own, the tokenizer are
 * the base's.
 */
public final class BaseModel {
    public static final String ADAPTER_CONFIG = "adapter_config.json";
    public static final String ADAPTER_WEIGHTS = "adapter_model.safetensors";
    /** The file of a folder that is its base, unchanged: an object with {@link #KEY}. */
    public static final String POINTER = "base_model.json";
    public static final String KEY = "base_model_name_or_path";
    private static final List<String> WHOLE = List.of("model.safetensors", "model.safetensors.index.json");

    private BaseModel() {}

    /** True if the folder is an adapter, not a whole model beside which an adapter's configuration was left. */
    public static boolean isAdapter(Path folder) {
        Path model = followed(folder);
        return Files.isRegularFile(model.resolve(ADAPTER_CONFIG)) && (Files.exists(model.resolve(ADAPTER_WEIGHTS)) || !isWhole(model));
    }

    private static boolean isWhole(Path model) {
        return WHOLE.stream().anyMatch(name -> Files.exists(model.resolve(name)));
    }

    /**
     * The base that {@code base_model_name_or_path} names: a path from the folder or as it is, or a folder of that name beside this
     * one. A whole model is its own base.
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
            throw UserError.badInput("%s: key \"%s\" names %s, which is an adapter itself. Name a whole model; an adapter merged into its base is one.",
                    model.resolve(ADAPTER_CONFIG), KEY, base);
        }
        return base;
    }

    /** The folder itself, or the model that it says it is. */
    public static Path followed(Path folder) {
        Path pointer = folder.resolve(POINTER);
        return Files.isRegularFile(pointer) && !isWhole(folder) ? named(folder, pointer) : folder;
    }

    private static Path named(Path model, Path file) {
        JsonNode name = JsonFile.read(file).path(KEY);
        if (!name.isTextual() || name.asText().isBlank()) {
            throw UserError.badInput("%s: key \"%s\" is missing; it names the model on which this one rests. Write the path of that model's folder there.", file, KEY);
        }
        Set<Path> places = places(model.toAbsolutePath().normalize(), file, name.asText());
        return places.stream().filter(Files::exists).findFirst().orElseThrow(() -> UserError.badInput(
                "%s: key \"%s\" names the base model \"%s\", which is at none of these places: %s. Copy it there, or write the path of its folder under"
                + " that key.", file, KEY, name.asText(), places.stream().map(Path::toString).collect(Collectors.joining(", "))));
    }

    private static Set<Path> places(Path folder, Path file, String name) {
        try {
            Set<Path> places = new LinkedHashSet<>();
            places.add(folder.resolve(name).normalize());
            places.add(Path.of(name).toAbsolutePath().normalize());
            // A name of the Hugging Face hub, "owner/model", whose folder lies beside.
            Optional.ofNullable(Path.of(name).getFileName()).ifPresent(last -> places.add(folder.resolveSibling(last)));
            places.remove(folder);
            return places;
        } catch (InvalidPathException e) {
            throw UserError.badInput("%s: \"%s\" is no path (%s). Write the path of the base model's folder there.", file, KEY, e.getReason()).causedBy(e);
        }
    }

    /** A file of the folder, or, where it lacks it, of what it rests on. */
    public static Path file(Path folder, String name) {
        Path model = Files.exists(folder.resolve(name)) ? folder : followed(folder);
        return Files.exists(model.resolve(name)) ? model.resolve(name) : of(model).resolve(name);
    }
}
