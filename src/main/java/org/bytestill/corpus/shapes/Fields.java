package org.bytestill.corpus.shapes;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.bytestill.corpus.records.Json;
import org.bytestill.corpus.records.Record;
import org.bytestill.problem.UserError;
import org.jspecify.annotations.Nullable;

/** The fields of a record, wherever the mapping finds them. A value of a wrong type is told with its column. */
final class Fields {
    private final Record record;
    private final Mapping mapping;

    Fields(Record record, Mapping mapping) {
        this.record = record;
        this.mapping = mapping;
    }

    /** The value; null if it is null or there is no such column. */
    @Nullable
    Object get(String field) {
        return record.values().get(mapping.columnOf(field));
    }

    /** Whether nulls of the record were dropped, so that a missing value may be one. */
    boolean isColumnar() {
        return record.layout() == Record.Layout.COLUMNS;
    }

    /** The text; empty if it is missing or null. */
    String text(String field) {
        Object value = get(field);
        if (value != null && !(value instanceof String)) {
            throw wrong(field, value, "a text");
        }
        return value == null ? "" : (String) value;
    }

    /** The list; empty if it is missing, null or an empty text. */
    List<?> list(String field) {
        Object value = get(field);
        if (value == null || value.equals("")) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw wrong(field, value, "a list");
        }
        return list;
    }

    UserError wrong(String field, @Nullable Object value, String expected) {
        return refused("column \"%s\" holds %s, expected is %s. Mend the row, or name another column by a mapping (%s=COLUMN)",
                mapping.columnOf(field), Json.kind(value), expected, field);
    }

    /** An error in this row. The arguments may hold anything, also percent signs. */
    UserError refused(String message, @Nullable Object... arguments) {
        return record.refused(message + ".", arguments);
    }

    /** The text in UTF-8. */
    byte[] utf8(String text, String field) {
        char half = loneSurrogate(text);
        if (half != 0) {
            throw refused(
                    "column \"%s\" holds half of a surrogate pair, \\u%04x, for which UTF-8 has no bytes. Mend the row: its other half"
                            + " was cut off",
                    mapping.columnOf(field), (int) half);
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Refuses texts in a value, at any depth, that UTF-8 has no bytes for. */
    void requireUtf8(@Nullable Object value, String field) {
        if (value instanceof String text) {
            utf8(text, field);
        } else if (value instanceof List<?> list) {
            list.forEach(each -> requireUtf8(each, field));
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> {
                requireUtf8(key, field);
                requireUtf8(each, field);
            });
        }
    }

    /** The first half of a pair that stands without its other; 0 if there is none. */
    private static char loneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return c;
            }
        }
        return 0;
    }
}
