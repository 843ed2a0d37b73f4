package org.bytestill.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytestill.gguf.GgufFile;
import org.bytestill.problem.UserError;
import org.bytestill.util.BaseModel;
import org.bytestill.util.FileManifest;
import org.bytestill.util.JsonFile;

/**
 * The keys of a {@code config.json}, or of an object in it. A key that is missing or null has its default, as in the
 * program that wrote the file; a key of another type is a {@link UserError} with file, key and value.
 */
public final class ConfigKeys {
    private final Path file;
    private final ObjectNode object;

    ConfigKeys(Path file, ObjectNode object) {
        this.file = file;
        this.object = object;
    }

    /** Those of a model folder, or what a GGUF file says in their place; those of its base if the folder is an adapter. */
    static ConfigKeys read(Path model) {
        FileManifest.requireWhole(model);
        Path folder = BaseModel.of(model);
        FileManifest.requireWhole(folder);
        Optional<Path> gguf = GgufFile.in(folder);
        return gguf.isPresent() ? new ConfigKeys(gguf.get(), GgufConfig.read(gguf.get())) : readJson(folder);
    }

    private static ConfigKeys readJson(Path folder) {
        Path file = folder.resolve("config.json");
        if (!Files.isRegularFile(file)) {
            throw UserError.badInput("No config.json in %s: it describes the model. Name a Hugging Face model folder, or a GGUF file.",
                    folder);
        }
        return new ConfigKeys(file, Gemma3Text.configOf(JsonFile.read(file)));
    }

    /** The object's keys and values, for a change. */
    ObjectNode copy() {
        return object.deepCopy();
    }

    /** Other keys and values of the same file. */
    ConfigKeys with(ObjectNode other) {
        return new ConfigKeys(file, other);
    }

    Path file() {
        return file;
    }

    /** True if the key is there, be it null. */
    boolean has(String key) {
        return object.has(key);
    }

    /** True if the key is missing or null. */
    boolean isNull(String key) {
        return !object.hasNonNull(key);
    }

    /** True if the object has no key. */
    boolean isEmpty() {
        return object.isEmpty();
    }

    /** The object under a key; an empty one if there is none. */
    ConfigKeys under(String key) {
        return new ConfigKeys(file, object.path(key) instanceof ObjectNode child ? child : JsonNodeFactory.instance.objectNode());
    }

    /** A positive whole number that has no default. */
    int count(String key) {
        JsonNode value = object.path(key);
        if (!value.isInt() || value.asInt() < 1) {
            throw wrong(key, "a positive whole number is needed");
        }
        return value.asInt();
    }

    /** A positive whole number. */
    int count(String key, int byDefault) {
        return object.hasNonNull(key) ? count(key) : byDefault;
    }

    double number(String key, double byDefault) {
        return object.hasNonNull(key) ? number(key) : byDefault;
    }

    /** A number that has no default. */
    double number(String key) {
        if (!object.path(key).isNumber() || !Double.isFinite(object.path(key).asDouble())) {
            throw wrong(key, "a number is needed");
        }
        return object.get(key).asDouble();
    }

    boolean flag(String key, boolean byDefault) {
        if (!object.hasNonNull(key)) {
            return byDefault;
        }
        if (!object.get(key).isBoolean()) {
            throw wrong(key, "true or false is needed");
        }
        return object.get(key).asBoolean();
    }

    String text(String key, String byDefault) {
        return object.hasNonNull(key) ? object.get(key).asText() : byDefault;
    }

    /** A list of numbers that has no default. */
    List<Double> numbers(String key) {
        List<Double> numbers = new ArrayList<>();
        for (JsonNode value : object.path(key)) {
            numbers.add(value.asDouble(Double.NaN));
        }
        if (numbers.isEmpty() || !numbers.stream().allMatch(Double::isFinite)) {
            throw wrong(key, "a list of numbers is needed");
        }
        return numbers;
    }

    /** A list of words; empty if there is none. */
    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        object.path(key).forEach(value -> texts.add(value.asText()));
        return texts;
    }

    /** @throws UserError if the heads do not divide the hidden size; the key of their number is named */
    void requireWholeHeads(String key, int hidden, int heads) {
        if (hidden % heads != 0) {
            throw wrong(key, "it must divide the hidden size, which is " + hidden);
        }
    }

    /** The error that names file, key and value. */
    UserError wrong(String key, String wanted) {
        JsonNode value = object.path(key);
        return UserError.badInput("%s: key \"%s\" is %s; %s.", file, key, value.isMissingNode() ? "missing" : value, wanted);
    }
}
