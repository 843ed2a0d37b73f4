package org.bytestill.corpus.records;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytestill.problem.UserError;
import org.jspecify.annotations.Nullable;

/**
 * One object of columns. A column stands behind the other in the file, so it is read once to find them and their lengths, and then a
 * parser a column goes along beside the others: no column is in memory.
 */
final class JsonColumns implements RecordReader {
    private final DataFile file;
    private final Map<String, JsonText> columns = new LinkedHashMap<>();
    private final long rows;
    private long row;

    /** @param text at the beginning of the object; closed here */
    JsonColumns(DataFile file, JsonText text) throws IOException {
        this.file = file;
        Map<String, Long> lengths = lengths(text);
        text.close();
        this.rows = lengths.values().stream().findFirst().orElse(0L);
        for (Map.Entry<String, Long> column : lengths.entrySet()) {
            if (column.getValue() != rows) {
                throw UserError.badInput(
                        "%s: its columns are of different lengths: \"%s\" has %d values, \"%s\" %d. Give each row a value in"
                                + " every column, null if there is none.",
                        file.path(), lengths.keySet().iterator().next(), rows, column.getKey(),
                        column.getValue());
            }
        }
        try {
            for (String column : lengths.keySet()) {
                columns.put(column, at(column));
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private Map<String, Long> lengths(JsonText text) throws IOException {
        Map<String, Long> lengths = new LinkedHashMap<>();
        List<String> others = new ArrayList<>();
        while (text.next() != JsonToken.END_OBJECT) {
            String name = text.parser().currentName();
            JsonToken begin = text.next();
            if (begin != JsonToken.START_ARRAY) {
                others.add(name);
                text.skip();
            } else if (lengths.put(name, length(text)) != null) {
                throw UserError.badInput("%s: its column \"%s\" is there twice. Rename one.", file.path(), name);
            }
        }
        JsonToken more = text.nextOrEnd();
        if (more != null || !others.isEmpty()) {
            throw UserError.badInput("%s: expected is a list of objects, or one object whose fields are lists, a column each; %s%s.",
                    file.path(), others.isEmpty() ? "behind its end stands more" : "\"" + others.get(0) + "\" is no list",
                    JsonText.linesHint(more));
        }
        return lengths;
    }

    private static long length(JsonText text) throws IOException {
        long length = 0;
        while (text.next() != JsonToken.END_ARRAY) {
            text.skip();
            length++;
        }
        return length;
    }

    /** A parser at the beginning of a column. */
    private JsonText at(String column) throws IOException {
        JsonText text = new JsonText(file);
        text.next();
        while (text.next() == JsonToken.FIELD_NAME && !text.parser().currentName().equals(column)) {
            text.next();
            text.skip();
        }
        text.next();
        return text;
    }

    @Override
    public @Nullable Record next() throws IOException {
        if (row == rows) {
            return null;
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        long line = 0;
        for (Map.Entry<String, JsonText> column : columns.entrySet()) {
            JsonText text = column.getValue();
            text.next();
            line = line == 0 ? text.parser().currentTokenLocation().getLineNr() : line;
            values.put(column.getKey(), text.value());
        }
        return new Record(file.path(), Record.Layout.TEXT, row++, line, 0, Collections.unmodifiableMap(values));
    }

    @Override
    public List<String> columns() {
        return List.copyOf(columns.keySet());
    }

    @Override
    public double fraction() {
        return rows == 0 ? 1 : (double) row / rows;
    }

    @Override
    public void close() throws IOException {
        for (JsonText column : columns.values()) {
            column.close();
        }
    }
}
