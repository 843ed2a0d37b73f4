package org.bytestill.corpus.records;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.Closeable;
import java.io.IOException;
import org.bytestill.problem.UserError;
import org.jspecify.annotations.Nullable;

/** The tokens of a JSON file, whose mistakes are told with line and column. */
final class JsonText implements Closeable {
    private final DataFile file;
    private final Utf8Input in;
    private final JsonParser parser;

    JsonText(DataFile file) throws IOException {
        this.file = file;
        this.in = new Utf8Input(file);
        this.parser = Json.parser(in);
    }

    JsonParser parser() {
        return parser;
    }

    /** The next token. Throws {@link UserError} if the file ends before its value does. */
    JsonToken next() throws IOException {
        JsonToken token = nextOrEnd();
        if (token == null) {
            throw refused("the file ends too early");
        }
        return token;
    }

    @Nullable
    JsonToken nextOrEnd() throws IOException {
        try {
            JsonToken token = parser.nextToken();
            requireValid();
            return token;
        } catch (JsonProcessingException e) {
            throw refused(e);
        }
    }

    /** The value whose first token was read. */
    @Nullable
    Object value() throws IOException {
        try {
            Object value = Json.value(parser);
            requireValid();
            return value;
        } catch (JsonProcessingException e) {
            throw refused(e);
        }
    }

    /** Passes over the value whose first token was read. */
    void skip() throws IOException {
        try {
            parser.skipChildren();
        } catch (JsonProcessingException e) {
            throw refused(e);
        }
    }

    private void requireValid() {
        in.requireValidTo(in.skipped() + parser.currentLocation().getByteOffset());
    }

    /** The file has no second value. */
    void requireEnd() throws IOException {
        JsonToken more = nextOrEnd();
        in.requireValid();
        if (more != null) {
            throw refused("behind its end stands more" + linesHint(more));
        }
    }

    static String linesHint(@Nullable JsonToken next) {
        return next == JsonToken.START_OBJECT ? "; if each line is an object of its own, it is JSON Lines: let its name end in .jsonl" : "";
    }

    private UserError refused(JsonProcessingException e) {
        in.requireValid();
        return refused(Json.cause(e));
    }

    UserError refused(String cause) {
        return UserError.badInput("%s, line %d, column %d: not valid JSON of records (%s). The file is a list of objects such as"
                + " [{\"text\": \"...\"}, ...].", file.path(), parser.currentLocation().getLineNr(), parser.currentLocation().getColumnNr(),
                cause);
    }

    double fraction() {
        return in.fraction();
    }

    @Override
    public void close() throws IOException {
        parser.close();
        in.close();
    }
}
