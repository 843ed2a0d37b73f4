package org.bytestill.text.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which bytes are supervised, against the reference (src/test/reference/chat_reference.py) and for conversations at random. */
class SupervisionTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode GIVEN = Chats.file("supervised.json");

    private static ChatFormat format(String style) {
        List<String> control = new ArrayList<>();
        GIVEN.path("control_tokens").forEach(token -> control.add(token.asText()));
        return ChatFormat.of(Chats.template("styles/" + style + ".jinja"), new SpecialTokens(Chats.TOKENS, control));
    }

    private static String bytes(String text, ByteRange range) {
        return new String(text.getBytes(StandardCharsets.UTF_8), range.start(), range.length(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"turns", "closed-by-eos", "thinking-stripped", "prompt-opens-thinking", "no-end"})
    void documentsAndTurnsAreThoseOfTheReference(String style) {
        ChatFormat format = format(style);
        List<JsonNode> lines = Chats.lines("supervised.jsonl").stream()
                .filter(line -> line.path("template").asText().equals(style + ".jinja")).toList();
        assertThat(lines).hasSize(GIVEN.path("conversations").size());
        for (JsonNode line : lines) {
            JsonNode conversation = GIVEN.path("conversations").path(line.path("conversation").asText());
            SupervisedChat chat = Supervision.of(format, Chats.conversation(conversation.path("messages")),
                    conversation.path("first").asInt());
            assertThat(json(chat)).as(line.path("conversation").asText()).isEqualTo(line.path("expected"));
        }
    }

    private static ObjectNode json(SupervisedChat chat) {
        ObjectNode object = JSON.createObjectNode();
        if (chat.refused() != null) {
            object.put("refused", chat.refused());
        }
        TemplateError error = chat.error();
        if (error != null) {
            object.putObject("error").put("kind", error.kind().word()).put("message", error.reason());
        }
        for (SupervisedChat.Document document : chat.documents()) {
            ObjectNode each = object.withArray("documents").addObject().put("text", document.text());
            ArrayNode ranges = each.putArray("supervised");
            document.supervised().forEach(range -> ranges.add(json(range)));
            ArrayNode messages = each.putArray("messages");
            document.messages().forEach(messages::add);
        }
        chat.turns().forEach(turn -> object.withArray("turns").add(json(turn)));
        return object;
    }

    private static ArrayNode json(ByteRange range) {
        return JSON.createArrayNode().add(range.start()).add(range.end());
    }

    private static ObjectNode json(SupervisedChat.Turn turn) {
        ObjectNode object = JSON.createObjectNode().put("message", turn.message());
        if (turn.byHeader()) {
            object.put("start", "by header");
        }
        object.put("status", turn.status());
        if (turn.range() != null) {
            object.put("end_token", turn.endToken());
        }
        ByteRange scaffold = turn.emptyThink();
        if (scaffold != null) {
            object.set("empty_think", json(scaffold));
        }
        return object;
    }

    @Test
    void aTurnIsItsContentAndTheTokenThatEndsIt() {
        SupervisedChat chat = Supervision.of(format("turns"),
                Chats.of(Chats.message("user", "Grüße?"), Chats.message("assistant", "Hallo 👋"), Chats.message("user", "Ok")), 0);
        assertThat(chat.documents()).hasSize(1);
        SupervisedChat.Document document = chat.documents().get(0);
        assertThat(document.text()).as("what comes behind the last turn is dropped").endsWith("Hallo 👋<|im_end|>\n");
        assertThat(document.supervised()).hasSize(1);
        assertThat(bytes(document.text(), document.supervised().get(0))).isEqualTo("Hallo 👋<|im_end|>");
    }

    @Test
    void aTemplateThatStripsEarlierThinkingGivesEachTurnADocument() {
        SupervisedChat chat = Supervision.of(format("thinking-stripped"), Chats.conversation(
                GIVEN.path("conversations").path("thinking").path("messages")), 0);
        assertThat(chat.turns()).extracting(SupervisedChat.Turn::status).containsExactly("own document", "in place");
        assertThat(chat.documents()).hasSize(2);
        assertThat(chat.documents()).extracting(document -> bytes(document.text(), document.supervised().get(0)))
                .containsExactly("<think>\n42 + 1\n</think>\n\n43<|end|>", "<think>\nsix sevens\n</think>\n\n42<|end|>");
    }

    @Test
    void everySupervisedByteBelongsToAnAssistantsTurn() {
        Random random = new Random(17);
        for (String style : List.of("turns", "closed-by-eos", "thinking-stripped", "prompt-opens-thinking", "no-end")) {
            ChatFormat format = format(style);
            for (int round = 0; round < 60; round++) {
                Conversation conversation = random(random);
                SupervisedChat chat = Supervision.of(format, conversation, 0);
                assertThat(chat.refused() == null).isEqualTo(!chat.documents().isEmpty());
                chat.documents().forEach(document -> assertOfAssistant(document, conversation));
            }
        }
    }

    private static void assertOfAssistant(SupervisedChat.Document document, Conversation conversation) {
        assertThat(document.supervised()).hasSameSizeAs(document.messages());
        int end = 0;
        for (int i = 0; i < document.supervised().size(); i++) {
            ByteRange range = document.supervised().get(i);
            assertThat(range.start()).isGreaterThanOrEqualTo(end);
            end = range.end();
            String supervised = bytes(document.text(), range);
            assertThat(supervised).contains(conversation.messages().get(document.messages().get(i)).path("content").asText());
            assertThat(supervised).as("words of users begin with u, those of the system with s").doesNotContain("u§", "s§");
        }
    }

    private static Conversation random(Random random) {
        List<ObjectNode> messages = new ArrayList<>();
        if (random.nextBoolean()) {
            messages.add(Chats.message("system", words("s", random)));
        }
        for (int i = random.nextInt(4); i >= 0; i--) {
            messages.add(Chats.message("user", words("u", random)));
            ObjectNode answer = Chats.message("assistant", words("a", random));
            messages.add(random.nextInt(3) == 0 ? answer.put("reasoning_content", words("r", random)) : answer);
        }
        return Conversation.of(messages);
    }

    private static String words(String letter, Random random) {
        StringBuilder words = new StringBuilder();
        for (int i = random.nextInt(5); i >= 0; i--) {
            words.append(letter).append('§').append(random.nextInt(1_000_000))
                    .append(i == 0 ? "" : List.of(" ", "\n", " 👩‍🚀 ").get(random.nextInt(3)));
        }
        return words.toString();
    }
}
