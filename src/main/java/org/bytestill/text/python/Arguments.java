package org.bytestill.text.python;

import java.util.List;
import java.util.Map;

/**
 * Arguments of a call.
 *
 * @param positional those without a name, in order
 * @param named      those with a name, in order
 */
public record Arguments(List<Object> positional, Map<String, Object> named) {
    public static Arguments of(Object... positional) {
        return new Arguments(List.of(positional), Map.of());
    }
}
