package org.bytestill.corpus;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bytestill.problem.UserError;
import org.bytestill.text.Utf8;

/**
 * Comma-separated values (RFC 4180): a header row, then one text a record, in the column {@code text}. Blank lines and empty
 * texts are skipped.
 */
final class CsvFormat implements TextFormat {
    private static final String COLUMN = "text";
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int MOST_NAMED = 20;
    /** A text may be longer than what Jackson allows a field by default. */
    private static final CsvFactory CSV = CsvFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build()).build();

    @Override
    public String name() {
        return "CSV with a column \"text\"";
    }

    @Override
    public List<String> endings() {
        return List.of("csv");
    }

    @Override
    public TextReader open(TextFile file, long atMost) throws IOException {
        InputStream in = new BufferedInputStream(file.open());
        try {
            return new Reader(file, in, skipByteOrderMark(in));
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** Returns how many bytes it has. */
    private static int skipByteOrderMark(InputStream in) throws IOException {
        in.mark(BYTE_ORDER_MARK.length);
        if (Arrays.equals(in.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
            return BYTE_ORDER_MARK.length;
        }
        in.reset();
        return 0;
    }

    private static final class Reader implements TextReader {
        private final TextFile file;
        private final CsvParser csv;
        private final int skipped;
        private final List<String> columns;
        private final int column;
        private final List<String> notes = new ArrayList<>();
        /** Where the record at hand begins: its line from 1, its offset in bytes. */
        private long line;
        private long offset;
        private boolean found;

        Reader(TextFile file, InputStream in, int skipped) throws IOException {
            this.file = file;
            this.skipped = skipped;
            // A character a byte: commas, quotes and line ends are ASCII in UTF-8 too, and every other byte comes out as it went in.
            this.csv = CSV.createParser(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
            this.columns = record().stream().map(name -> new String(bytes(name), StandardCharsets.UTF_8)).toList();
            this.column = columns.indexOf(COLUMN);
            requireColumn();
        }

        private void requireColumn() {
            if (column < 0) {
                throw UserError.badInput("%s: there is no column \"%s\"; its header row, line 1, names %s. Name the column that holds the "
                        + "text \"%s\"; columns are separated by commas.", file.path(), COLUMN, columnsInWords(), COLUMN);
            }
            if (columns.lastIndexOf(COLUMN) > column) {
                throw UserError.badInput("%s, line 1: two columns are named \"%s\". Rename one.", file.path(), COLUMN);
            }
        }

        private String columnsInWords() {
            return columns.stream().limit(MOST_NAMED).map(name -> "\"" + name + "\"").collect(Collectors.joining(", "))
                    + (columns.size() > MOST_NAMED ? " and " + (columns.size() - MOST_NAMED) + " more" : "");
        }

        @Override
        public Optional<Text> next() throws IOException {
            for (List<String> record = record(); !record.isEmpty(); record = record()) {
                byte[] text = isBlank(record) ? new byte[0] : text(record);
                if (text.length > 0) {
                    found = true;
                    return Optional.of(Text.of(text, offset));
                }
            }
            if (!found) {
                throw UserError.badInput("%s holds no text: every field of its column \"%s\" is empty.", file.path(), COLUMN);
            }
            return Optional.empty();
        }

        private boolean isBlank(List<String> record) {
            return record.size() == 1 && record.get(0).isEmpty();
        }

        private byte[] text(List<String> record) {
            if (record.size() != columns.size()) {
                throw UserError.badInput("%s, line %d: fields in the record: %d, columns in the header row: %d. Put a field that holds "
                        + "commas or line ends in quotes.", file.path(), line, record.size(), columns.size());
            }
            byte[] text = bytes(record.get(column));
            int invalid = Utf8.validEnd(text, 0, text.length);
            if (invalid < text.length && notes.isEmpty()) {
                notes.add(String.format("%s is not UTF-8: the text of the record at line %d has the odd byte 0x%02X. Bytes are kept as "
                        + "they are.", file.path(), line, text[invalid]));
            }
            return text;
        }

        private static byte[] bytes(String field) {
            return field.getBytes(StandardCharsets.ISO_8859_1);
        }

        /** The fields of the next record; none after the last. */
        private List<String> record() throws IOException {
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
                return fields;
            } catch (JsonProcessingException e) {
                throw UserError.badInput("%s, line %d, column %d: not valid CSV (%s). The field begins in line %d, column %d; one that "
                        + "begins with a quote ends with one, and quotes in it are doubled.", file.path(), e.getLocation().getLineNr(),
                        e.getLocation().getColumnNr(), e.getOriginalMessage(), field.getLineNr(), field.getColumnNr());
            }
        }

        private void markBeginning(boolean isFirst) {
            if (isFirst) {
                line = csv.currentTokenLocation().getLineNr();
                offset = skipped + csv.currentTokenLocation().getCharOffset();
            }
        }

        @Override
        public List<String> notes() {
            return notes;
        }

        @Override
        public void close() throws IOException {
            csv.close();
        }
    }
}
