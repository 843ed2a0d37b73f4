package org.bytestill.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys of {@code config.json} that transformers' own classes know of a family, each with its default and its fate:
 * {@code resources/configs/<model_type>.txt} and {@code common.txt}. A key is used, harmless, or refused unless it has its default, so that
 * none changes a number of the model in silence.
 */
final class KnownKeys {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FOLDER = "/configs/";
    private static final Set<String> SHAPES = Set.of("vocab_size", "hidden_size", "intermediate_size", "num_hidden_layers",
            "num_attention_heads", "num_key_value_heads", "head_dim", "max_position_embeddings", "n_embd", "n_layer", "n_head",
            "n_positions");

    private final Map<String, Key> keys = new LinkedHashMap<>();

    enum Fate { USED, HARMLESS, REFUSED }

    /**
     * A line of the table.
     *
     * @param byDefault of the class in transformers; null if it declares no such key, but reads it
     * @param reason    why another value is refused; empty if it is not
     */
    record Key(String name, @Nullable JsonNode byDefault, Fate fate, String reason) {
        private static Key of(String line) {
            String[] parts = line.split(" +", 4);
            try {
                return new Key(parts[0], parts[1].equals("-") ? null : JSON.readTree(parts[1]),
                        Fate.valueOf(parts[2].toUpperCase(Locale.ROOT)),
                        parts.length > 3 ? parts[3] : "");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private boolean allows(JsonNode value) {
            return value.equals(byDefault) || isNothing(value) && (byDefault == null || isNothing(byDefault));
        }
    }

    private KnownKeys(String modelType) {
        Stream.of("common", modelType).flatMap(KnownKeys::lines).map(Key::of).forEach(key -> keys.put(key.name(), key));
    }

    static KnownKeys of(Family family) {
        return new KnownKeys(family.modelType());
    }

    private static Stream<String> lines(String table) {
        try (InputStream in = KnownKeys.class.getResourceAsStream(FOLDER + table + ".txt")) {
            if (in == null) {
                throw new IllegalStateException("There is no table " + FOLDER + table + ".txt.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of the table, those of all families first. */
    List<Key> all() {
        return List.copyOf(keys.values());
    }

    /**
     * The keys of a file that are used, with the defaults of those that are missing. Whatever is not used is not there: a family cannot
     * read a key that its table does not name.
     *
     * @throws org.bytestill.problem.UserError naming a key whose value cannot be computed
     */
    ConfigKeys complete(ConfigKeys written) {
        ObjectNode all = written.copy();
        ObjectNode used = JSON.createObjectNode();
        for (Key key : keys.values()) {
            JsonNode value = all.has(key.name()) ? all.get(key.name()) : key.byDefault();
            if (key.fate() == Fate.REFUSED && all.has(key.name()) && !key.allows(value)) {
                throw written.wrong(key.name(), key.reason());
            }
            if (key.fate() == Fate.USED && value != null) {
                used.set(key.name(), value);
            }
        }
        return written.with(used);
    }

    /** Keys of the file that the class in transformers does not know, and whose values say something. */
    List<String> unknown(ConfigKeys written) {
        return written.copy().properties().stream().filter(entry -> !keys.containsKey(entry.getKey()) && !isNothing(entry.getValue()))
                .map(Map.Entry::getKey).sorted().toList();
    }

    /** Keys that the file leaves out although they decide the shape of the model, each with the default that is taken. */
    List<String> leftOut(ConfigKeys written) {
        return keys.values().stream().filter(key -> SHAPES.contains(key.name()) && !written.has(key.name()))
                .filter(key -> key.byDefault() != null && key.byDefault().isInt()).map(key -> key.name() + " " + key.byDefault()).toList();
    }

    private static boolean isNothing(JsonNode value) {
        return value.isNull() || value.isBoolean() && !value.asBoolean() || value.isContainerNode() && value.isEmpty();
    }
}
