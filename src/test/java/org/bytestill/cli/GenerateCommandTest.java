package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.cli.Commands.Result;
import org.bytestill.util.JsonFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateCommandTest {
    private static final Path MODEL = Commands.GOLDENS.resolve("models/olmo2");

    @TempDir
    Path folder;

    private static Result generate(Object... more) {
        List<Object> command = new ArrayList<>(List.of("generate", MODEL));
        command.addAll(List.of(more));
        return Commands.run(command.toArray());
    }

    /** As src/test/reference/make_generation_goldens.py recorded it. */
    @Test
    void severalPromptsAreContinuedAsTransformersContinuesThem() throws IOException {
        JsonNode golden = JsonFile.MAPPER.readTree(Commands.GOLDENS.resolve("generation/greedy.json").toFile()).path("olmo2");
        List<Object> options = new ArrayList<>(List.of("--max-new-tokens", "24", "--repetition-penalty", "1.3", "--json"));
        List<JsonNode> texts = new ArrayList<>();
        for (JsonNode text : golden) {
            if (text.path("penalty").asDouble() == 1.3) {
                texts.add(text);
                options.addAll(List.of("--prompt", text.path("prompt").asText()));
            }
        }
        List<JsonNode> objects = generate(options.toArray()).ok().objects();
        assertThat(objects).hasSize(texts.size() + 1);
        for (int i = 0; i < texts.size(); i++) {
            assertThat(objects.get(i).path("kind").asText()).isEqualTo("generate");
            assertThat(objects.get(i).path("prompt").asInt()).isEqualTo(i + 1);
            assertThat(objects.get(i).path("promptTokens").asInt()).isEqualTo(texts.get(i).path("promptIds").size());
            assertThat(objects.get(i).path("tokens")).isEqualTo(texts.get(i).path("ids"));
            assertThat(objects.get(i).path("logProbabilities")).hasSize(24).allSatisfy(p -> assertThat(p.asDouble()).isNegative());
            assertThat(objects.get(i).path("reason").asText()).isEqualTo("length");
        }
        JsonNode end = objects.get(texts.size());
        assertThat(end.path("kind").asText()).isEqualTo("generated");
        assertThat(end.path("prompts").asInt()).isEqualTo(4);
        assertThat(end.path("tokens").asInt()).isEqualTo(96);
        assertThat(end.path("tokensPerSecond").asDouble()).isPositive();
    }

    @Test
    void theTextOfOnePromptIsPrintedAsItIsWritten() {
        Object[] options = {"--prompt", "You should have", "--max-new-tokens", "20", "--top-k", "30", "--seed", "3"};
        Result printed = generate(options).ok();
        List<Object> withJson = new ArrayList<>(List.of(options));
        withJson.add("--json");
        JsonNode object = generate(withJson.toArray()).ok().objects().get(0);
        assertThat(printed.out()).isEqualTo(object.path("text").asText() + System.lineSeparator());
        assertThat(printed.err()).contains("20 tokens in").contains("ended by: --max-new-tokens.");
    }

    @Test
    void promptsAreReadFromFilesAndLines() throws IOException {
        Path text = Files.writeString(folder.resolve("prompt.txt"), "You should have\r\n");
        Path lines = Files.writeString(folder.resolve("prompts.jsonl"), "\"You should have\"\n\n{\"prompt\": \"You should have\"}\n");
        List<JsonNode> objects = generate("--prompt", "You should have", "--prompt-file", text, "--prompt-file", lines, "--max-new-tokens",
                "6",
                "--json").ok().objects();
        assertThat(objects).hasSize(5);
        for (int i = 1; i < 4; i++) {
            assertThat(objects.get(i).path("tokens")).as("prompt %d", i + 1).hasSize(6).isEqualTo(objects.get(0).path("tokens"));
        }
        Path empty = Files.writeString(folder.resolve("empty.txt"), "");
        assertThat(generate("--prompt-file", empty, "--max-new-tokens", "2", "--json").ok().objects().get(0).path("promptTokens").asInt())
                .as("the token that begins a text").isEqualTo(1);
        Result printed = generate("--prompt-file", lines, "--max-new-tokens", "2").ok();
        assertThat(printed.out()).contains("== 1: You should have").contains("== 2: You should have");
    }

    @Test
    void whatCannotBeGeneratedIsToldWithItsCure() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.jsonl"), "\"a\"\n{\"text\": \"b\"}\n");
        assertRefused(generate("--prompt-file", bad), "bad.jsonl, line 2", "\"prompt\" or \"messages\"");
        assertRefused(generate("--prompt-file", folder.resolve("none")), "no such file");
        assertRefused(generate("--prompt", "a", "--temperature", "-1"), "temperature is -1.0");
        assertRefused(generate("--prompt", "a", "--top-p", "1.5"), "Top-p is 1.5");
        assertRefused(generate("--prompt", "a", "--max-new-tokens", "0"), "new tokens is 0");
        assertRefused(generate("--prompt", "a", "--stop", ""), "--stop", "empty");
        assertRefused(generate("--prompt", "a", "--system", "b"), "Add --chat");
        assertRefused(generate("--prompt", "a", "--chat"), "has no chat template");
        assertRefused(generate("--prompt", "a ".repeat(300)), "Prompt 1 has", "Shorten it");
    }

    private static void assertRefused(Result result, String... words) {
        assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(2);
        assertThat(result.err()).contains(words).doesNotContain("\tat ");
    }
}
