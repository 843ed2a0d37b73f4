package org.bytestill.corpus.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages in one field: {@code messages}, with role and content; or {@code conversations} as ShareGPT has them, with from and value, and
 * the system prompt in a field of its own. Either may hold the other's messages.
 */
final class MessagesShape implements Shape {
    private static final String CONVERSATIONS = "conversations";
    private static final String SYSTEM = "system";

    private final String field;

    MessagesShape(String field) {
        this.field = field;
    }

    @Override
    public String name() {
        return field;
    }

    @Override
    public List<String> keys() {
        return List.of(field);
    }

    @Override
    public List<String> others() {
        return field.equals(CONVERSATIONS) ? List.of(SYSTEM, Tools.FIELD) : List.of(Tools.FIELD);
    }

    @Override
    public Sample read(Fields fields) {
        List<Map<String, @Nullable Object>> messages = new ArrayList<>(Turns.of(fields, field));
        if (messages.isEmpty()) {
            return new Sample.Nothing();
        }
        String system = field.equals(CONVERSATIONS) ? fields.text(SYSTEM) : "";
        if (!system.isEmpty() && !"system".equals(messages.get(0).get("role"))) {
            fields.requireUtf8(system, SYSTEM);
            messages.add(0, InstructionShape.message("system", system));
        }
        return Chats.of(messages, fields, 0);
    }
}
