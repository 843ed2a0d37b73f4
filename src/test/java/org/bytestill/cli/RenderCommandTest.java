package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.cli.Commands.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bytestill render}: what a template makes of conversations, in the shape that other programs call. */
class RenderCommandTest {
    private static final Path CHAT = Commands.GOLDENS.resolve("chat");
    private static final String TOKENS = "{\"special_tokens\": {\"bos_token\": \"<s>\", \"eos_token\": \"</s>\"}}";

    @TempDir
    Path folder;

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    @Test
    void everyConversationIsAnObjectWithAndWithoutGenerationPrompt() throws IOException {
        Path tokens = write("tokens.json", TOKENS);
        for (String template : List.of("5-generation.jinja", "7-errors-dates.jinja")) {
            List<JsonNode> lines = Commands.run("render", "--template", CHAT.resolve("own/" + template), "--tokens", tokens,
                    "--conversations", CHAT.resolve("conversations.json"), "--clock", "2026-03-09T14:05:07", "--json").ok().objects();
            List<JsonNode> expected = expected(template);
            assertThat(lines).hasSameSizeAs(expected);
            for (int i = 0; i < lines.size(); i++) {
                for (String key : List.of("conversation", "add_generation_prompt", "text", "generation_bytes")) {
                    assertThat(lines.get(i).path(key)).as("%s of %s", key, expected.get(i)).isEqualTo(expected.get(i).path(key));
                }
                assertThat(lines.get(i).path("error").path("kind")).isEqualTo(expected.get(i).path("error").path("kind"));
                assertThat(lines.get(i).path("schema").asInt()).isEqualTo(1);
            }
        }
    }

    private static List<JsonNode> expected(String template) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readString(CHAT.resolve("own-renderings.jsonl"), StandardCharsets.UTF_8).split("\n")) {
            JsonNode each = json.readTree(line);
            if (each.path("template").asText().equals(template)) {
                lines.add(each);
            }
        }
        return lines;
    }

    @Test
    void aRefusalIsToldInTheWordsOfTheTemplate() throws IOException {
        Path template = write("t.jinja", "{{ raise_exception('Only 100 % users, please.') }}");
        Path conversation = write("hello.json", "{\"messages\": [{\"role\": \"user\", \"content\": \"hello\"}]}");
        JsonNode error = Commands.run("render", "--template", template, "--conversations", conversation, "--json").ok().objects().get(0)
                .path("error");
        assertThat(error.path("kind").asText()).isEqualTo("raised");
        assertThat(error.path("message").asText()).isEqualTo("Only 100 % users, please.");
        Result people = Commands.run("render", "--template", template, "--conversations", conversation).ok();
        assertThat(people.out()).contains("=== hello: " + template + ", line 1: the template refuses the conversation: Only 100 % users");
    }

    @Test
    void peopleSeeTheTextWithItsLength() throws IOException {
        Path template = write("t.jinja", "<{{ messages[0].content }}>\n{% if add_generation_prompt %}%d?{% endif %}");
        Path conversation = write("hello.json", "{\"messages\": [{\"role\": \"user\", \"content\": \"né %s\"}]}");
        assertThat(Commands.run("render", "--template", template, "--conversations", conversation).ok().out())
                .isEqualTo("=== hello: 9 bytes\n<né %s>\n\n=== hello, with generation prompt: 12 bytes\n<né %s>\n%d?\n");
    }

    @Test
    void aTemplateThatCannotBeParsedFailsForEveryConversation() throws IOException {
        Path template = write("t.jinja", "\n{% if %}");
        Path conversations = write("all.json", "{\"a\": {\"messages\": [{\"role\": \"user\", \"content\": \"x\"}]},"
                + " \"b\": {\"messages\": [{\"role\": \"user\", \"content\": \"y\"}]}}");
        List<JsonNode> lines = Commands.run("render", "--template", template, "--conversations", conversations, "--json").ok().objects();
        assertThat(lines).hasSize(4).allSatisfy(line -> assertThat(line.path("error").path("kind").asText()).isEqualTo("failed"));
        assertThat(lines.get(3).path("error").path("line").asInt()).isEqualTo(2);
    }

    @Test
    void theTemplateOfAModel() throws IOException {
        Path model = Files.createDirectories(folder.resolve("model"));
        Files.copy(Commands.STUDENT.resolve("tokenizer.json"), model.resolve("tokenizer.json"));
        Files.writeString(model.resolve("tokenizer_config.json"),
                "{\"eos_token\": \"<|im_end|>\", \"chat_template\": \"{{ messages[0].content ~ eos_token }}\"}");
        Path conversation = write("hello.json", "{\"messages\": [{\"role\": \"user\", \"content\": \"hello\"}]}");
        assertThat(Commands.run("render", "--model", model, "--conversations", conversation, "--json").ok().objects().get(0).path("text")
                .asText())
                .isEqualTo("hello<|im_end|>");
    }

    @Test
    void whatIsMissingOrWrongIsSaid() throws IOException {
        Path template = write("t.jinja", "x");
        Path good = write("hello.json", "{\"messages\": [{\"role\": \"user\", \"content\": \"hello\"}]}");
        assertRefused(Commands.run("render", "--conversations", good), "--template");
        assertRefused(Commands.run("render", "--template", template, "--model", folder, "--conversations", good),
                "--model brings a template");
        assertRefused(Commands.run("render", "--template", folder.resolve("none.jinja"), "--conversations", good), "none.jinja");
        assertRefused(Commands.run("render", "--model", Commands.STUDENT, "--conversations", good), "has no chat template");
        assertRefused(Commands.run("render", "--template", template, "--conversations", write("bad.json", "{\"a\": {\"messages\": [1]}}")),
                "bad.json", "\"a\"", "message 1 is no object");
        assertRefused(Commands.run("render", "--template", template, "--conversations", write("list.json", "{\"a\": 5}")),
                "\"messages\" is no list");
        assertRefused(
                Commands.run("render", "--template", template, "--tokens", write("other.json", "{\"u.jinja\": {\"eos_token\": \"E\"}}"),
                        "--conversations", good),
                "other.json", "t.jinja");
        assertThat(Commands.run("render", "--template", template, "--conversations", good, "--clock", "noon").exitCode()).isEqualTo(2);
    }

    private static void assertRefused(Result result, String... words) {
        assertThat(result.err()).contains(words).doesNotContain("Exception");
        assertThat(result.exitCode()).isEqualTo(2);
    }
}
