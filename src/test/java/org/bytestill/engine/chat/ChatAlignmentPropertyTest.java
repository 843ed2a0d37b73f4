package org.bytestill.engine.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.bytestill.corpus.Counterpart;
import org.bytestill.corpus.Document;
import org.bytestill.text.Span;
import org.bytestill.text.chat.Conversation;
import org.junit.jupiter.api.Test;

/**
 * Random conversations, written by each pair of templates: the supervised bytes of student and teacher are the same, and an assistant's.
 */
class ChatAlignmentPropertyTest {
    private static final Path OWN = Path.of("src/test/resources/goldens/chat/own");
    private static final int CONVERSATIONS = 25;
    private static final int LONGEST = 600;
    /** Stands in everything that is not the assistant's. */
    private static final char OTHERS = '¿';
    private static final String[] PIECES = {"a", "b", "yes", " ", "\n", "é", "中", "🙂", "a a", "? ", "<think>b</think>", "<|end|>"};

    private final Map<String, String> templates = new LinkedHashMap<>(Map.of("marked", TestChats.MARKED, "plain", TestChats.PLAIN));
    private final Map<String, Integer> aligned = new LinkedHashMap<>();

    @Test
    void supervisedBytesAreTheSameForAllModelsAndNoOneElsesThanTheAssistants() throws IOException {
        try (Stream<Path> files = Files.list(OWN)) {
            for (Path file : files.sorted().toList()) {
                templates.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        assertThat(templates).hasSize(10);
        Random random = new Random(14);
        List<Conversation> conversations = Stream.generate(() -> conversation(random)).limit(CONVERSATIONS).toList();
        templates.forEach((student, own) -> templates.forEach((teacher, other) -> {
            ChatAlignment alignment = new ChatAlignment(model(student, own), List.of(model(teacher, other)), LONGEST);
            for (Conversation conversation : conversations) {
                List<Document> documents = alignment.documents("row", Path.of("chats.jsonl"), 0, conversation, 0);
                documents.forEach(document -> check(student + " and " + teacher + ": " + conversation.messages(), document));
                aligned.merge(student, documents.size(), Integer::sum);
            }
            assertThat(alignment.report().conversations()).isEqualTo(CONVERSATIONS);
        }));
        assertThat(aligned.get("marked")).as("most conversations are used with most teachers").isGreaterThan(CONVERSATIONS * 4);
        assertThat(aligned.get("8-values.jinja")).as("a template that leaves all contents out has nothing to supervise").isZero();
    }

    private static ChatModel model(String name, String template) {
        return TestChats.model(name, template);
    }

    private static void check(String what, Document document) {
        assertThat(document.size()).as(what).isLessThanOrEqualTo(LONGEST);
        List<Span> spans = document.supervision().spans();
        List<Counterpart> others = document.counterparts().get(0);
        assertThat(others).as(what).hasSameSizeAs(spans).isNotEmpty();
        for (int i = 0; i < spans.size(); i++) {
            String text = text(document.bytes(), spans.get(i));
            assertThat(text(others.get(i).text(), others.get(i).span())).as(what).isEqualTo(text);
            assertThat(others.get(i).span().ends()).as(what).isEqualTo(spans.get(i).ends());
            assertThat(text).as(what).doesNotContain(String.valueOf(OTHERS));
        }
    }

    private static String text(byte[] bytes, Span span) {
        return TestChats.text(Arrays.copyOfRange(bytes, span.start(), span.end()));
    }

    private static Conversation conversation(Random random) {
        List<ObjectNode> messages = new ArrayList<>();
        if (random.nextInt(3) == 0) {
            messages.add(TestChats.message("system", OTHERS + words(random)));
        }
        for (int exchanges = 1 + random.nextInt(3); exchanges > 0; exchanges--) {
            messages.add(TestChats.message("user", OTHERS + words(random) + OTHERS));
            messages.add(answer(random));
            if (random.nextInt(8) == 0) {
                messages.add(TestChats.message("assistant", words(random)));
            }
        }
        return Conversation.of(messages);
    }

    private static ObjectNode answer(Random random) {
        ObjectNode message = TestChats.message("assistant", words(random));
        switch (random.nextInt(8)) {
            case 0 -> message.put("content", "").putArray("tool_calls").addObject().putObject("function").put("name", "b")
                    .putObject("arguments");
            case 1 -> message.putArray("content").addObject().put("type", "text").put("text", words(random));
            case 2 -> message.put("reasoning_content", words(random));
            case 3 -> message.putNull("content");
            default -> {}
        }
        return message;
    }

    private static String words(Random random) {
        StringBuilder words = new StringBuilder();
        for (int pieces = random.nextInt(6); pieces >= 0; pieces--) {
            words.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return words.toString();
    }
}
