package org.bytestill.corpus.shapes;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.List;
import org.bytestill.corpus.records.Json;
import org.jspecify.annotations.Nullable;

/** The tools of a conversation: a list, or a text that holds one as JSON. */
final class Tools {
    static final String FIELD = "tools";

    private Tools() {}

    @SuppressWarnings("unchecked")
    static List<@Nullable Object> of(Fields fields) {
        Object tools = fields.get(FIELD);
        if (tools instanceof String text) {
            tools = text.isBlank() ? null : json(fields, text, FIELD);
        }
        if (tools != null && !(tools instanceof List)) {
            throw fields.wrong(FIELD, tools, "a list, or a list in JSON");
        }
        fields.requireUtf8(tools, FIELD);
        return tools == null ? List.of() : (List<@Nullable Object>) tools;
    }

    /** The value that a text holds as JSON. */
    static @Nullable Object json(Fields fields, String text, String column) {
        try {
            return Json.read(text);
        } catch (JsonProcessingException e) {
            throw fields.refused("column \"%s\" holds a text that is not JSON (%s)", column, Json.cause(e));
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory is always read", e);
        }
    }
}
