package org.bytestill.gguf;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.bytestill.problem.Quoted;
import org.bytestill.problem.UserError;
import org.jspecify.annotations.Nullable;

/** The metadata of a GGUF file: typed values by key. Arrays are read on demand. */
public final class GgufMetadata {
    private final Path file;
    private final Map<String, Object> values;
    private final HeaderCursor cursor;

    /** Location of an array in the header. */
    record ArrayPlace(int type, int length, int position) {}

    GgufMetadata(Path file, Map<String, Object> values, HeaderCursor cursor) {
        this.file = file;
        this.values = values;
        this.cursor = cursor;
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    /** All keys, in the file's order. */
    public Set<String> keys() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /** A value as text, for messages and comparisons; of a list how long it is. */
    public String shown(String key) {
        Object value = values.get(key);
        return value instanceof ArrayPlace place ? "a list of " + place.length() + " values" : Quoted.of(String.valueOf(value));
    }

    public Optional<String> text(String key) {
        return Optional.ofNullable(as(String.class, key, "a text"));
    }

    public OptionalLong whole(String key) {
        // Some writers store one value per layer although all are equal.
        if (values.get(key) instanceof ArrayPlace) {
            List<Long> each = wholes(key);
            if (each.stream().distinct().count() != 1) {
                throw UserError.badInput("%s: key \"%s\" has another value in each layer, %s; models with equal layers can be read.", file,
                        key, each);
            }
            return OptionalLong.of(each.get(0));
        }
        Long value = as(Long.class, key, "a whole number");
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** A floating-point number; a float32 becomes the double of its shortest decimal form, so that 1e-5 is 1e-5. */
    public OptionalDouble real(String key) {
        Object value = values.get(key);
        if (value instanceof Float number) {
            return OptionalDouble.of(Double.parseDouble(number.toString()));
        }
        Number number = as(Number.class, key, "a number");
        return number == null ? OptionalDouble.empty() : OptionalDouble.of(number.doubleValue());
    }

    public Optional<Boolean> flag(String key) {
        return Optional.ofNullable(as(Boolean.class, key, "true or false"));
    }

    /** An array of strings; empty if there is none. */
    public List<String> texts(String key) {
        return array(key, String.class, "texts");
    }

    /** An array of integers; empty if there is none. */
    public List<Long> wholes(String key) {
        return array(key, Long.class, "whole numbers");
    }

    /** A float32 array; empty if there is none. */
    public List<Float> floats(String key) {
        return array(key, Float.class, "numbers");
    }

    private synchronized <T> List<T> array(String key, Class<T> type, String expected) {
        ArrayPlace place = as(ArrayPlace.class, key, "a list");
        if (place == null) {
            return List.of();
        }
        List<T> elements = new ArrayList<>(place.length());
        cursor.moveTo(place.position());
        for (int i = 0; i < place.length(); i++) {
            elements.add(checked(type, key, cursor.value(place.type()), "a list of " + expected));
        }
        return elements;
    }

    private <T> @Nullable T as(Class<T> type, String key, String expected) {
        Object value = values.get(key);
        return value == null ? null : checked(type, key, value, expected);
    }

    private <T> T checked(Class<T> type, String key, Object value, String expected) {
        if (!type.isInstance(value)) {
            throw UserError.corruptFile("%s: key \"%s\" holds %s; %s was expected. Convert the model to GGUF again.", file, key,
                    value instanceof ArrayPlace place ? "a list of " + place.length() + " values"
                            : "\"" + Quoted.of(String.valueOf(value)) + "\"",
                    expected);
        }
        return type.cast(value);
    }

    /** The file, for error messages. */
    public Path file() {
        return file;
    }
}
