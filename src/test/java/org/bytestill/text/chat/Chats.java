package org.bytestill.text.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Conversations and templates of the tests. */
final class Chats {
    static final Path FOLDER = Path.of("src/test/resources/goldens/chat");
    static final LocalDateTime CLOCK = LocalDateTime.of(2026, 3, 9, 14, 5, 7);
    static final Map<String, String> TOKENS = Map.of("bos_token", "<s>", "eos_token", "</s>");
    private static final ObjectMapper JSON = new ObjectMapper();

    private Chats() {}

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    static JsonNode file(String name) {
        return json(text(name));
    }

    static String text(String name) {
        try {
            return Files.readString(FOLDER.resolve(name), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Lines end with line feeds only: texts hold other separators. */
    static List<JsonNode> lines(String name) {
        return Stream.of(text(name).split("\n")).map(Chats::json).toList();
    }

    static ChatTemplate template(String name) {
        return ChatTemplate.parse(name, text(name)).at(CLOCK);
    }

    /** A message; further keys and values of JSON after role and content. */
    static ObjectNode message(String role, String content, String... more) {
        ObjectNode message = JSON.createObjectNode().put("role", role).put("content", content);
        for (int i = 0; i < more.length; i += 2) {
            message.set(more[i], json(more[i + 1]));
        }
        return message;
    }

    static Conversation of(ObjectNode... messages) {
        return Conversation.of(List.of(messages));
    }

    static Conversation conversation(JsonNode messages) {
        List<ObjectNode> list = new ArrayList<>();
        messages.forEach(message -> list.add((ObjectNode) message));
        return Conversation.of(list);
    }

    static String render(String source, Conversation conversation) {
        return ChatTemplate.parse("test", source).render(conversation, false, TOKENS).text();
    }
}
