package org.bytestill.corpus.records;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.bytestill.problem.UserError;
import org.jspecify.annotations.Nullable;

/** Plain text: the whole file is one record, with its text in the field {@code text}. */
public final class PlainTextFormat implements RecordFormat {
    /** The field of the text. */
    public static final String FIELD = "text";
    private static final int LONGEST = 1 << 30;

    @Override
    public String name() {
        return "plain text";
    }

    @Override
    public List<String> endings() {
        return List.of("txt", "md", "text");
    }

    @Override
    public RecordReader open(DataFile file) throws IOException {
        return new Reader(file, new Utf8Input(file));
    }

    private static final class Reader implements RecordReader {
        private final DataFile file;
        private final Utf8Input in;
        private boolean given;

        Reader(DataFile file, Utf8Input in) {
            this.file = file;
            this.in = in;
        }

        @Override
        public @Nullable Record next() throws IOException {
            if (given) {
                return null;
            }
            given = true;
            byte[] text = in.readNBytes(LONGEST + 1);
            in.requireValid();
            if (text.length > LONGEST) {
                throw UserError
                        .badInput("%s is longer than %d bytes, too much for one record. Cut it into files, or name it in a run, which"
                                + " reads it in pieces.", file.path(), LONGEST);
            }
            return new Record(file.path(), Record.Layout.TEXT, 0, 1, in.skipped(),
                    Map.of(FIELD, new String(text, StandardCharsets.UTF_8)));
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
