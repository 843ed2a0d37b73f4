package org.bytestill.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytestill.gguf.GgufMetadata;
import org.bytestill.problem.UserError;
import org.jspecify.annotations.Nullable;

/**
 * The keys of GGUF files that describe a model, each with its fate ({@code resources/configs/gguf.txt}), so that none changes a number of the
 * model in silence, as {@link KnownKeys} does for {@code config.json}.
 */
final class GgufKnownKeys {
    private static final String TABLE = "/configs/gguf.txt";
    private static final Map<String, Key> KEYS = read();

    /** @param byDefault the only value that is not refused; empty if any is allowed */
    private record Key(String byDefault, String reason) {}

    private GgufKnownKeys() {}

    private static Map<String, Key> read() {
        Map<String, Key> keys = new HashMap<>();
        try (InputStream in = Objects.requireNonNull(GgufKnownKeys.class.getResourceAsStream(TABLE))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(each -> !each.startsWith("#"))
                    .toList()) {
                String[] parts = line.split(" +", 4);
                boolean refused = parts[2].equals("refused");
                keys.put(parts[0], new Key(refused ? parts[1] : "", refused ? parts[3] : ""));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return keys;
    }

    /**
     * Keys of the architecture that are not known; what they change is not either.
     *
     * @throws UserError naming a key whose value cannot be computed
     */
    static List<String> unknown(GgufMetadata metadata, GgufArchitecture architecture) {
        List<String> own = metadata.keys().stream().filter(key -> key.startsWith(architecture.key(""))).toList();
        own.forEach(key -> require(metadata, key, known(key, architecture)));
        return own.stream().filter(key -> known(key, architecture) == null).toList();
    }

    private static @Nullable Key known(String key, GgufArchitecture architecture) {
        Key ofArchitecture = KEYS.get(key);
        return ofArchitecture != null ? ofArchitecture : KEYS.get(key.substring(architecture.key("").length()));
    }

    private static void require(GgufMetadata metadata, String key, @Nullable Key known) {
        if (known == null || known.byDefault().isEmpty()) {
            return;
        }
        String value = metadata.shown(key);
        if (!value.equals(known.byDefault()) && !value.equals(known.byDefault() + ".0")) {
            throw UserError.badInput("%s: key \"%s\" is %s; %s. Choose another model.", metadata.file(), key, value, known.reason());
        }
    }
}
