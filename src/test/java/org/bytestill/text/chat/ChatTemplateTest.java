package org.bytestill.text.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bytestill.text.chat.TemplateError.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations rendered as transformers renders them (src/test/reference/make_chat_goldens.py). */
class ChatTemplateTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static TemplateError error(String source, Conversation conversation) {
        return catchThrowableOfType(() -> Chats.render(source, conversation), TemplateError.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1-neighbours", "2-macro-parts", "3-slices-strings", "4-tools-json", "5-generation", "6-select", "7-errors-dates",
                "8-values"})
    void everyRenderingIsThatOfPythonByteForByte(String name) {
        JsonNode conversations = Chats.file("conversations.json");
        ChatTemplate template = Chats.template("own/" + name + ".jinja");
        List<JsonNode> lines = Chats.lines("own-renderings.jsonl").stream()
                .filter(line -> line.path("template").asText().equals(name + ".jinja")).toList();
        assertThat(lines).hasSize(2 * conversations.size());
        for (JsonNode expected : lines) {
            ObjectNode rendered = rendered(template, conversations.path(expected.path("conversation").asText()),
                    expected.path("add_generation_prompt").asBoolean());
            for (String key : List.of("text", "generation_bytes")) {
                assertThat(rendered.path(key)).as("%s of %s", key, expected).isEqualTo(expected.path(key));
            }
            assertThat(rendered.path("error").path("kind")).as("%s", expected).isEqualTo(expected.path("error").path("kind"));
            if (expected.path("error").path("kind").asText().equals("raised")) {
                assertThat(rendered.path("error")).isEqualTo(expected.path("error"));
            }
        }
    }

    private static ObjectNode rendered(ChatTemplate template, JsonNode conversation, boolean addGenerationPrompt) {
        ObjectNode result = JSON.createObjectNode();
        try {
            Rendering rendering = template.render(Conversation.of(conversation), addGenerationPrompt, Chats.TOKENS);
            result.put("text", rendering.text());
            if (!rendering.generation().isEmpty()) {
                ArrayNode ranges = result.putArray("generation_bytes");
                rendering.generation().forEach(range -> ranges.addArray().add(range.start()).add(range.end()));
            }
        } catch (TemplateError e) {
            result.putObject("error").put("kind", e.kind().word()).put("message", e.reason());
        }
        return result;
    }

    @Test
    void keysOfAMessageThatAreNullAreLeftOutAndThoseBelowAreNot() {
        Conversation conversation = Chats.of(Chats.message("user", "x", "name", "null", "meta", "{\"a\": null}"));
        assertThat(Chats.render("{{ messages[0] }}", conversation)).isEqualTo("{'role': 'user', 'content': 'x', 'meta': {'a': None}}");
    }

    @Test
    void reasoningIsFoundUnderEachOfItsNames() {
        String source = "{{ messages[0] }}";
        assertThat(Chats.render(source, Chats.of(Chats.message("assistant", "x", "reasoning", "\"r\""))))
                .isEqualTo("{'thinking': 'r', 'role': 'assistant', 'content': 'x', 'reasoning': 'r', 'reasoning_content': 'r'}");
        assertThat(Chats.render(source, Chats.of(Chats.message("assistant", "x", "thinking", "\"t\"", "reasoning", "\"r\""))))
                .isEqualTo("{'thinking': 't', 'role': 'assistant', 'content': 'x', 'reasoning': 'r', 'reasoning_content': 't'}");
        assertThat(Chats.render(source, Chats.of(Chats.message("assistant", "x", "thinking", "\"t\"", "reasoning_content", "\"c\""))))
                .isEqualTo("{'thinking': 't', 'role': 'assistant', 'content': 'x', 'reasoning_content': 'c'}");
        assertThat(Chats.render(source, Chats.of(Chats.message("assistant", "x", "reasoning_content", "\"\""))))
                .isEqualTo("{'thinking': '', 'role': 'assistant', 'content': 'x', 'reasoning_content': ''}");
    }

    @Test
    void variablesThatAreAlwaysThere() {
        Conversation conversation = Chats.of(Chats.message("user", "x"));
        assertThat(Chats.render("{{ tools }} {{ documents }} {{ add_generation_prompt }} {{ bos_token }} {{ pad_token is defined }}",
                conversation)).isEqualTo("None None False <s> False");
        Conversation more = Conversation.of(Chats.json(
                "{\"messages\": [{\"role\": \"user\", \"content\": \"x\"}], \"tools\": [], \"variables\": {\"eos_token\": \"E\", \"think\": false}}"));
        assertThat(Chats.render("{{ tools }} {{ eos_token }} {{ think }}", more)).as("the conversation's own come first")
                .isEqualTo("[] E False");
    }

    @Test
    void whatIsNoConversationFails() {
        Conversation good = Chats.of(Chats.message("user", "x"));
        assertThat(error("x", Conversation.of(List.of())).reason()).contains("no messages");
        ObjectNode variables = JSON.createObjectNode().put("messages", 1);
        assertThat(error("x", new Conversation(good.messages(), null, variables)).reason()).contains("\"messages\"");
        assertThat(error("x", new Conversation(good.messages(), JSON.createArrayNode().add("f"), JSON.createObjectNode())).reason())
                .contains("\"tools\"");
        assertThat(error("{{ messages[0].content }}", Chats.of(Chats.message("user", "a\uD83Db"))).reason()).contains("U+D83D");
    }

    @Test
    void anErrorNamesTemplateLineAndKind() {
        Conversation conversation = Chats.of(Chats.message("user", "x"));
        TemplateError raised = error("\n{{ raise_exception('Roles must alternate.') }}", conversation);
        assertThat(raised.kind()).isEqualTo(Kind.RAISED);
        assertThat(raised.reason()).isEqualTo("Roles must alternate.");
        assertThat(raised).hasMessage("test, line 2: the template refuses the conversation: Roles must alternate.");
        TemplateError failed = error("\n\n{{ messages[0].name | upper + 1 }}", conversation);
        assertThat(failed.kind()).isEqualTo(Kind.FAILED);
        assertThat(failed).hasMessageStartingWith("test, line 3: ");
        TemplateError broken = error("{% if %}", conversation);
        assertThat(broken.kind()).isEqualTo(Kind.FAILED);
        assertThat(broken.in("data.jsonl, line 7", "Correct the template.")).hasMessage(
                "data.jsonl, line 7: test, line 1: Expected an expression, got 'end of statement block'. Correct the template.");
    }

    @Test
    void changedTemplatesThrowNothingButTheNamedError() {
        Random random = new Random(3);
        List<Conversation> conversations = new ArrayList<>();
        Chats.file("conversations.json").forEach(each -> conversations.add(Conversation.of(each)));
        int rendered = 0;
        for (int round = 0; round < 1500; round++) {
            String name = "own/" + List.of("1-neighbours", "2-macro-parts", "3-slices-strings", "4-tools-json", "5-generation", "6-select",
                    "7-errors-dates", "8-values").get(random.nextInt(8)) + ".jinja";
            String changed = changed(Chats.text(name), random);
            try {
                Rendering rendering = ChatTemplate.parse(name, changed)
                        .render(conversations.get(random.nextInt(conversations.size())), random.nextBoolean(), Chats.TOKENS);
                assertThat(rendering.text()).isNotNull();
                rendered++;
            } catch (TemplateError e) {
                assertThat(e.line()).isBetween(0, changed.split("\n", -1).length);
                assertThat(e.reason()).isNotEmpty();
            }
        }
        assertThat(rendered).as("some changes do no harm").isBetween(50, 1450);
    }

    /** The template with some of its words left out, doubled or exchanged. */
    private static String changed(String template, Random random) {
        List<String> words = new ArrayList<>(List.of(template.split("(?<=[^\\w])|(?=[^\\w])")));
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            int at = random.nextInt(words.size());
            String other = words.get(random.nextInt(words.size()));
            switch (random.nextInt(3)) {
                case 0 -> words.remove(at);
                case 1 -> words.add(at, other);
                default -> words.set(at, other);
            }
        }
        return String.join("", words);
    }
}
