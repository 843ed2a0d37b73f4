package org.bytestill.text.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All templates of the PyPI package trl, which src/test/reference/fetch-real-weights.sh brings, against Python: transformers 5.24 and jinja2
 * are needed in {@code python3}, or in the interpreter that {@code -Dreal.python} names.
 */
@Tag("real")
class OtherTemplatesTest {
    private static final Path TEMPLATES = Path.of("target/real/trl-templates").toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    void everyTemplateGivesTheTextOfPython() throws Exception {
        assumeTrue(Files.isDirectory(TEMPLATES), "no templates in " + TEMPLATES + ": run src/test/reference/fetch-real-weights.sh first");
        Path expected = folder.resolve("expected.jsonl");
        assumeTrue(runsPython(expected), "Python with transformers 5.24 and jinja2 is needed; name it by -Dreal.python=PATH");
        Map<String, ChatTemplate> templates = new HashMap<>();
        SoftAssertions softly = new SoftAssertions();
        String[] lines = Files.readString(expected, StandardCharsets.UTF_8).split("\n");
        assertThat(lines).hasSizeGreaterThan(500);
        JsonNode conversations = Chats.file("conversations.json");
        for (String line : lines) {
            JsonNode row = Chats.json(line);
            ChatTemplate template = templates.computeIfAbsent(row.path("template").asText(), OtherTemplatesTest::parse);
            softly.assertThat(outcome(template, conversations.path(row.path("conversation").asText()), row)).as("%.200s", line)
                    .isEqualTo(row.has("text") ? row.path("text").asText() + row.path("generation_bytes")
                            : row.path("error").path("kind").asText() + row.path("error").path("message").asText());
        }
        softly.assertAll();
    }

    private boolean runsPython(Path expected) throws IOException, InterruptedException {
        Process python = new ProcessBuilder(System.getProperty("real.python", "python3"), "-B", "render_templates.py", TEMPLATES.toString(),
                Chats.FOLDER.resolve("conversations.json").toAbsolutePath().toString()).directory(Path.of("src/test/reference").toFile())
                .redirectOutput(expected.toFile()).redirectError(folder.resolve("messages").toFile()).start();
        return python.waitFor(10, TimeUnit.MINUTES) && python.exitValue() == 0;
    }

    private static ChatTemplate parse(String name) {
        try {
            return ChatTemplate.parse(name, Files.readString(TEMPLATES.resolve(name))).at(Chats.CLOCK);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String outcome(ChatTemplate template, JsonNode conversation, JsonNode row) {
        try {
            Rendering rendering = template.render(Conversation.of(conversation), row.path("add_generation_prompt").asBoolean(),
                    Chats.TOKENS);
            String ranges = String.join(",",
                    rendering.generation().stream().map(range -> "[" + range.start() + "," + range.end() + "]").toList());
            return rendering.text() + (ranges.isEmpty() ? "" : "[" + ranges + "]");
        } catch (TemplateError e) {
            return e.kind().word() + (e.kind() == TemplateError.Kind.RAISED ? e.reason() : "");
        }
    }
}
