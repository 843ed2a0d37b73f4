package org.bytestill.corpus.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.bytestill.problem.UserError;
import org.bytestill.text.Utf8;
import org.jspecify.annotations.Nullable;

/** JSON Lines: one object a line. Only a line feed ends a line; blank lines are passed over. */
public final class JsonLinesFormat implements RecordFormat {
    @Override
    public String name() {
        return "JSON Lines";
    }

    @Override
    public List<String> endings() {
        return List.of("jsonl", "ndjson");
    }

    @Override
    public boolean rowsAreLines() {
        return true;
    }

    @Override
    public RecordReader open(DataFile file) throws IOException {
        return new Reader(file, new Utf8Input(file, false));
    }

    private static final class Reader implements RecordReader {
        private final DataFile file;
        private final Utf8Input in;
        private final LineReader lines;
        private long row;

        Reader(DataFile file, Utf8Input in) {
            this.file = file;
            this.in = in;
            this.lines = new LineReader(in);
        }

        @Override
        public @Nullable Record next() throws IOException {
            for (byte[] line = line(); line != null; line = line()) {
                if (!isBlank(line)) {
                    return new Record(file.path(), Record.Layout.LINES, row++, lines.number(), offset(), object(line));
                }
            }
            return null;
        }

        private byte @Nullable [] line() throws IOException {
            try {
                return lines.next();
            } catch (LineReader.TooLong e) {
                throw UserError
                        .badInput("%s, line %d is longer than %d bytes. Is it JSON Lines, an object a line? One list of all objects is"
                                + " named .json.", file.path(), lines.number() + 1, LineReader.LONGEST);
            }
        }

        private long offset() {
            return in.skipped() + lines.offset();
        }

        private static boolean isBlank(byte[] line) {
            for (byte value : line) {
                if (value != ' ' && value != '\t' && value != '\r') {
                    return false;
                }
            }
            return true;
        }

        private Map<String, @Nullable Object> object(byte[] line) throws IOException {
            int valid = Utf8.validEnd(line, 0, line.length);
            if (valid < line.length) {
                throw Utf8Input.invalid(file.path(), "line " + lines.number(), offset() + valid, line[valid] & 0xFF);
            }
            try {
                return Rows.object(Json.read(line), where(), "a line");
            } catch (JsonProcessingException e) {
                throw UserError.badInput("%s: not valid JSON (%s%s). Each line is an object such as {\"text\": \"...\"}.", where(),
                        Json.cause(e), e.getLocation() == null ? "" : ", column " + e.getLocation().getColumnNr());
            }
        }

        private String where() {
            return file.path() + ", line " + lines.number();
        }

        @Override
        public double fraction() {
            return in.fraction();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
