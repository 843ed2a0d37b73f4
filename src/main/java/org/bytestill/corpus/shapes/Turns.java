package org.bytestill.corpus.shapes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytestill.corpus.records.Json;
import org.jspecify.annotations.Nullable;

/** The messages of a field: with role and content, or with from and value. Keys with null are left out, as transformers does. */
final class Turns {
    private static final String CONTENT = "content";
    private static final String CALLS = "tool_calls";
    /** What each speaker of ShareGPT is called in messages. */
    private static final Map<String, String> ROLES = Map.ofEntries(Map.entry("human", "user"), Map.entry("user", "user"),
            Map.entry("gpt", "assistant"), Map.entry("assistant", "assistant"), Map.entry("chatgpt", "assistant"),
            Map.entry("model", "assistant"), Map.entry("bot", "assistant"), Map.entry("system", "system"), Map.entry("tool", "tool"),
            Map.entry("observation", "tool"), Map.entry("function_response", "tool"), Map.entry("function_call", "assistant"));
    /** What a message may hold in place of a content. */
    private static final List<String> OTHER_CONTENTS = List.of(CALLS, "function_call", "reasoning_content", "reasoning", "thinking");

    private final Fields fields;
    private final String field;
    /** Number of the message at hand, from 1. */
    private int number;

    private Turns(Fields fields, String field) {
        this.fields = fields;
        this.field = field;
    }

    /** @throws org.bytestill.problem.UserError if the field holds no list, or one of something else than messages */
    static List<Map<String, @Nullable Object>> of(Fields fields, String field) {
        return new Turns(fields, field).all();
    }

    private List<Map<String, @Nullable Object>> all() {
        List<Map<String, @Nullable Object>> messages = new ArrayList<>();
        for (Object turn : fields.list(field)) {
            number++;
            if (!(turn instanceof Map<?, ?> map)) {
                throw refused("is " + Json.kind(turn) + ", expected is an object with role and content");
            }
            fields.requireUtf8(map, field);
            messages.add(Collections.unmodifiableMap(map.containsKey("from") ? ofSpeaker(map) : ofRole(map)));
        }
        return messages;
    }

    private RuntimeException refused(String what) {
        return fields.refused("column \"%s\": message %d %s", field, number, what);
    }

    private Map<String, @Nullable Object> ofRole(Map<?, ?> turn) {
        text(turn, "role");
        Map<String, @Nullable Object> message = new LinkedHashMap<>();
        turn.forEach((key, value) -> {
            if (value != null) {
                message.put((String) key, value);
            }
        });
        requireContent(turn);
        if (message.get(CALLS) != null && !(message.get(CALLS) instanceof List)) {
            throw refused("has " + Json.kind(message.get(CALLS)) + " as \"tool_calls\", expected is a list");
        }
        return message;
    }

    /** A text, a list of parts, or null; it may be missing where a message says something else, or nulls were dropped. */
    private void requireContent(Map<?, ?> turn) {
        Object content = turn.get(CONTENT);
        if (content != null && !(content instanceof String) && !(content instanceof List)) {
            throw refused("has " + Json.kind(content) + " as \"content\", expected is a text");
        }
        if (!turn.containsKey(CONTENT) && !fields.isColumnar() && OTHER_CONTENTS.stream().allMatch(key -> turn.get(key) == null)) {
            throw refused("has no \"content\"");
        }
    }

    private Map<String, @Nullable Object> ofSpeaker(Map<?, ?> turn) {
        String from = text(turn, "from");
        String value = text(turn, "value");
        String role = ROLES.getOrDefault(from, from);
        if (!from.equals("function_call")) {
            return InstructionShape.message(role, value);
        }
        Map<String, @Nullable Object> message = InstructionShape.message(role, "");
        message.put(CALLS, calls(value));
        return message;
    }

    private String text(Map<?, ?> turn, String key) {
        if (!(turn.get(key) instanceof String text)) {
            throw refused(turn.get(key) == null ? "has no \"" + key + "\"" : "has " + Json.kind(turn.get(key)) + " as \"" + key
                    + "\", expected is a text");
        }
        return text;
    }

    /** The calls that a value holds as JSON: one, or a list of them. */
    private List<@Nullable Object> calls(String value) {
        Object json = Tools.json(fields, value, field);
        List<@Nullable Object> calls = new ArrayList<>();
        for (Object call : json instanceof List<?> list ? list : Collections.singletonList(json)) {
            if (!(call instanceof Map<?, ?> map) || !(map.get("name") instanceof String) || !map.containsKey("arguments")) {
                throw refused("is a function call without \"name\" and \"arguments\"");
            }
            fields.requireUtf8(map, field);
            Map<String, @Nullable Object> function = new LinkedHashMap<>();
            function.put("name", map.get("name"));
            function.put("arguments", map.get("arguments"));
            Map<String, @Nullable Object> typed = new LinkedHashMap<>();
            typed.put("type", "function");
            typed.put("function", Collections.unmodifiableMap(function));
            calls.add(Collections.unmodifiableMap(typed));
        }
        return Collections.unmodifiableList(calls);
    }
}
