package org.bytestill.corpus.shapes;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bytestill.problem.UserError;
import org.bytestill.util.NearestWord;

/**
 * Which column holds a field, where its name is another.
 *
 * @param columns column by field, in the order in which they were given
 */
public record Mapping(Map<String, String> columns) {
    /** Columns are called as the fields are. */
    public static final Mapping NONE = new Mapping(Map.of());

    /**
     * Reads entries such as {@code text=content}: the field, then the column.
     *
     * @throws UserError if an entry has another form, a field is unknown or named twice
     */
    public static Mapping of(Collection<String> entries) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (String entry : entries) {
            int equals = entry.indexOf('=');
            if (equals < 1 || equals == entry.length() - 1) {
                throw UserError.badInput("\"%s\" maps no column. Write FIELD=COLUMN, such as text=content.", entry);
            }
            String field = entry.substring(0, equals).strip();
            if (!Shapes.fields().contains(field)) {
                throw UserError.badInput("\"%s\" maps an unknown field; did you mean \"%s\"? Fields are %s.", entry,
                        NearestWord.of(field, Shapes.fields()), String.join(", ", Shapes.fields()));
            }
            if (columns.put(field, entry.substring(equals + 1).strip()) != null) {
                throw UserError.badInput("The field \"%s\" is mapped twice. Leave one out.", field);
            }
        }
        return new Mapping(Collections.unmodifiableMap(columns));
    }

    /** The column that holds a field. */
    public String columnOf(String field) {
        return columns.getOrDefault(field, field);
    }

    /** The entries that {@link #of} reads. */
    public List<String> entries() {
        return columns.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).collect(Collectors.toList());
    }
}
