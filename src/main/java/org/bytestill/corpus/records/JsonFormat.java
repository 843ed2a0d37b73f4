package org.bytestill.corpus.records;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON: one list of objects, a row each; or one object of equally long lists, a column each. */
public final class JsonFormat implements RecordFormat {
    @Override
    public String name() {
        return "JSON";
    }

    @Override
    public List<String> endings() {
        return List.of("json");
    }

    @Override
    public RecordReader open(DataFile file) throws IOException {
        JsonText text = new JsonText(file);
        try {
            JsonToken first = text.next();
            if (first == JsonToken.START_ARRAY) {
                return new JsonRows(file, text);
            }
            if (first == JsonToken.START_OBJECT) {
                return new JsonColumns(file, text);
            }
            throw text.refused("expected is a list of objects, or an object of columns");
        } catch (IOException | RuntimeException e) {
            text.close();
            throw e;
        }
    }

    /** A list of objects. */
    private static final class JsonRows implements RecordReader {
        private final DataFile file;
        private final JsonText text;
        private long row;

        JsonRows(DataFile file, JsonText text) {
            this.file = file;
            this.text = text;
        }

        @Override
        public @Nullable Record next() throws IOException {
            if (text.next() == JsonToken.END_ARRAY) {
                text.requireEnd();
                return null;
            }
            JsonParser parser = text.parser();
            long line = parser.currentTokenLocation().getLineNr();
            long offset = parser.currentTokenLocation().getByteOffset();
            String where = String.format("%s, row %d (line %d)", file.path(), row, line);
            return new Record(file.path(), Record.Layout.TEXT, row++, line, offset, Rows.object(text.value(), where, "a row"));
        }

        @Override
        public double fraction() {
            return text.fraction();
        }

        @Override
        public void close() throws IOException {
            text.close();
        }
    }
}
