package org.bytestill.corpus.records;

import java.util.Map;
import org.bytestill.problem.UserError;
import org.jspecify.annotations.Nullable;

/** What readers of JSON say of a row. */
final class Rows {
    private Rows() {}

    /**
     * The value as a row.
     *
     * @param where file and place
     * @param what  what the value is in the file, for the message
     */
    @SuppressWarnings("unchecked")
    static Map<String, @Nullable Object> object(@Nullable Object value, String where, String what) {
        if (!(value instanceof Map)) {
            throw UserError.badInput("%s: expected is an object, found is %s. Write %s as {\"text\": \"...\"}.", where, Json.kind(value),
                    what);
        }
        return (Map<String, @Nullable Object>) value;
    }
}
