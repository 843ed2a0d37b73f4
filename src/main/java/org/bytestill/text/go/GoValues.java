package org.bytestill.text.go;

import java.util.List;
import java.util.Map;

/** Values of templates: String, Boolean, Integer, List, Map. What a map does not hold is the empty string, which is as false as Go's nil. */
final class GoValues {
    private GoValues() {}

    /** False are false, 0, and what is empty. */
    static boolean isTrue(Object value) {
        return !value.equals(false) && !value.equals(0) && !value.equals("")
                && !(value instanceof List<?> list && list.isEmpty()) && !(value instanceof Map<?, ?> map && map.isEmpty());
    }

    /** As it is printed. */
    static String text(Object value) {
        if (value instanceof List || value instanceof Map) {
            throw new IllegalArgumentException("Go template: a list or map is not printed.");
        }
        return value.toString();
    }

    static Object field(Object of, String name) {
        if (!(of instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("Go template: there is no ." + name + " of " + of + ".");
        }
        Object value = map.get(name);
        return value == null ? "" : value;
    }
}
