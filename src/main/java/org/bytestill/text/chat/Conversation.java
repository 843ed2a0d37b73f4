package org.bytestill.text.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.util.JsonFile;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as people write it down: messages with a role and a content, in JSON, whose keys keep their order.
 *
 * @param messages  the messages; templates refuse an empty list
 * @param tools     the tools that the model may call, as JSON schemas; null if the row has none, which templates tell from an empty list
 * @param variables further variables for the template, such as {@code enable_thinking}
 */
public record Conversation(List<ObjectNode> messages, @Nullable ArrayNode tools, ObjectNode variables) {
    public Conversation {
        messages = List.copyOf(messages);
    }

    /** Messages without tools and variables. */
    public static Conversation of(List<ObjectNode> messages) {
        return of(messages, null);
    }

    public static Conversation of(List<ObjectNode> messages, @Nullable ArrayNode tools) {
        return new Conversation(messages, tools, JsonFile.MAPPER.createObjectNode());
    }

    /**
     * A conversation from an object with {@code messages} and, if there are any, {@code tools} and {@code variables}.
     *
     * @throws IllegalArgumentException naming the key that is missing or holds something else
     */
    public static Conversation of(JsonNode json) {
        require(json.path("messages").isArray(), "\"messages\" is no list");
        List<ObjectNode> messages = new ArrayList<>();
        for (JsonNode message : json.path("messages")) {
            require(message.isObject(), "message " + (messages.size() + 1) + " is no object");
            messages.add((ObjectNode) message);
        }
        require(!json.hasNonNull("tools") || json.path("tools").isArray(), "\"tools\" is no list");
        require(!json.hasNonNull("variables") || json.path("variables").isObject(), "\"variables\" is no object");
        return new Conversation(messages, json.hasNonNull("tools") ? (ArrayNode) json.path("tools") : null,
                json.hasNonNull("variables") ? (ObjectNode) json.path("variables") : JsonFile.MAPPER.createObjectNode());
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** The same conversation with its first messages only. */
    public Conversation first(int count) {
        return new Conversation(messages.subList(0, count), tools, variables);
    }
}
