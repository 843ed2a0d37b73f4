package org.bytestill.corpus.records;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytestill.problem.UserError;
import org.jspecify.annotations.Nullable;

/**
 * Values separated by commas (RFC 4180) or tabs: a header row that names the columns, then records. All values are texts: {@code NA} and
 * {@code null} are no missing values. Blank lines are passed over.
 */
public final class CsvFormat implements RecordFormat {
    private static final String TABS = "tsv";
    /** A text may be longer than what Jackson allows a field by default. */
    private static final CsvFactory CSV = CsvFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build()).build();

    @Override
    public String name() {
        return "CSV";
    }

    @Override
    public List<String> endings() {
        return List.of("csv", TABS);
    }

    @Override
    public RecordReader open(DataFile file) throws IOException {
        Utf8Input in = new Utf8Input(file);
        try {
            return new Reader(file, in);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static final class Reader implements RecordReader {
        private final DataFile file;
        private final Utf8Input in;
        private final CsvParser csv;
        private final List<String> columns;
        /** Where the record at hand begins: its line from 1, its offset in bytes. */
        private long line;
        private long offset;
        private long row;

        Reader(DataFile file, Utf8Input in) throws IOException {
            this.file = file;
            this.in = in;
            // A character a byte: separators, quotes and line ends are ASCII in UTF-8 too, and every other byte comes out as it went in.
            this.csv = CSV.createParser(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
            csv.setSchema(CsvSchema.emptySchema().withColumnSeparator(file.ending().equals(TABS) ? '\t' : ','));
            this.columns = fields().stream().map(Reader::decoded).toList();
            for (String column : columns) {
                if (!column.isEmpty() && columns.indexOf(column) != columns.lastIndexOf(column)) {
                    throw UserError.badInput("%s, line 1: two columns are named \"%s\". Rename one.", file.path(), column);
                }
            }
        }

        @Override
        public @Nullable Record next() throws IOException {
            for (List<String> fields = fields(); !fields.isEmpty(); fields = fields()) {
                if (fields.size() > 1 || !fields.get(0).isEmpty() || columns.size() == 1 && !isBlankLine()) {
                    return new Record(file.path(), Record.Layout.TEXT, row++, line, offset, values(fields));
                }
            }
            return null;
        }

        /** Whether the record at hand has no byte but its line end; an empty text in quotes has two. */
        private boolean isBlankLine() {
            return in.skipped() + csv.currentLocation().getCharOffset() - offset <= 2;
        }

        private Map<String, @Nullable Object> values(List<String> fields) {
            if (fields.size() != columns.size()) {
                throw UserError.badInput("%s, line %d: fields in the record: %d, columns in the header row: %d. Put a field that holds "
                        + "commas or line ends in quotes.", file.path(), line, fields.size(), columns.size());
            }
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            for (int i = 0; i < fields.size(); i++) {
                values.put(columns.get(i), decoded(fields.get(i)));
            }
            return Collections.unmodifiableMap(values);
        }

        private static String decoded(String field) {
            return new String(field.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        }

        /** The fields of the next record, a character a byte; none after the last. */
        private List<String> fields() throws IOException {
            List<String> fields = new ArrayList<>();
            JsonLocation field = csv.currentLocation();
            try {
                if (csv.nextToken() != null) {
                    field = csv.currentLocation();
                    while (csv.nextToken() == JsonToken.VALUE_STRING) {
                        markBeginning(fields.isEmpty());
                        fields.add(csv.getText());
                        field = csv.currentLocation();
                    }
                }
                in.requireValidTo(in.skipped() + csv.currentLocation().getCharOffset());
                return fields;
            } catch (JsonProcessingException e) {
                throw UserError.badInput(
                        "%s, line %d, column %d: the field that begins here is not valid CSV (%s, in line %d, column %d). A"
                                + " field that begins with a quote ends with one, and quotes in it are doubled.",
                        file.path(), field.getLineNr(),
                        field.getColumnNr(), e.getOriginalMessage(), e.getLocation().getLineNr(), e.getLocation().getColumnNr());
            }
        }

        private void markBeginning(boolean isFirst) {
            if (isFirst) {
                line = csv.currentTokenLocation().getLineNr();
                offset = in.skipped() + csv.currentTokenLocation().getCharOffset();
            }
        }

        @Override
        public List<String> columns() {
            return columns;
        }

        @Override
        public double fraction() {
            return in.fraction();
        }

        @Override
        public void close() throws IOException {
            csv.close();
        }
    }
}
