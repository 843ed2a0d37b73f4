package org.bytestill.engine.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytestill.engine.chat.TestChats.MARKED;
import static org.bytestill.engine.chat.TestChats.PLAIN;
import static org.bytestill.engine.chat.TestChats.conversation;
import static org.bytestill.engine.chat.TestChats.message;
import static org.bytestill.engine.chat.TestChats.model;
import static org.bytestill.engine.chat.TestChats.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.corpus.Corpus;
import org.bytestill.corpus.Counterpart;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.TextSource;
import org.bytestill.problem.UserError;
import org.bytestill.text.Span;
import org.bytestill.text.chat.Conversation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which bytes of a conversation are supervised, for a student and a teacher that write it by different templates. */
class ChatAlignmentTest {
    private static final Path STUDENT = Path.of("sample-data/student").toAbsolutePath();

    @TempDir
    private Path folder;

    private static ChatAlignment alignment(String student, String teacher, int longest) {
        return new ChatAlignment(model("student", student), List.of(model("teacher", teacher)), longest);
    }

    private static List<Document> read(ChatAlignment alignment, Conversation conversation) {
        return alignment.documents("chats.jsonl, row 1", Path.of("chats.jsonl"), 0, conversation, 0);
    }

    /** The supervised bytes of a document's text, with ⏎ where the end of the turn is supervised too. */
    private static List<String> supervised(Document document) {
        return document.supervision().spans().stream().map(span -> shown(document.bytes(), span)).toList();
    }

    private static List<String> supervisedByTeacher(Document document) {
        return document.counterparts().get(0).stream().map(other -> shown(other.text(), other.span())).toList();
    }

    private static String shown(byte[] bytes, Span span) {
        return text(bytes).substring(span.start(), span.end()) + (span.ends() ? "⏎" : "");
    }

    @Test
    void eachModelReadsItsOwnRenderingAndTheAnswersWithTheirEndsAreSupervisedInBoth() {
        ChatAlignment alignment = alignment(MARKED, PLAIN, 1000);
        Document document = read(alignment, conversation("user", "Hi", "assistant", "Good day", "user", "Bye", "assistant", "Good bye"))
                .get(0);
        assertThat(text(document.bytes())).startsWith("<|user|>Hi<|end|>\n<|assistant|>Good day<|end|>");
        assertThat(document.markup()).isEqualTo(new Document.Markup(true, ""));
        assertThat(supervised(document)).containsExactly("Good day⏎", "Good bye⏎");
        assertThat(text(document.counterparts().get(0).get(1).text())).startsWith("User: Hi\nAssistant: Good day</s>\nUser: Bye\n");
        assertThat(supervisedByTeacher(document)).containsExactly("Good day⏎", "Good bye⏎");
        // 16 of 18 + 29 + 19 + 29 bytes.
        assertThat(alignment.notes()).singleElement().asString().contains("1 of 1").contains("17 %");
    }

    @Test
    void whiteSpaceThatOneTemplateStripsIsNotSupervised() {
        Document document = read(alignment(MARKED, PLAIN, 1000), conversation("user", "Hi", "assistant", "  Good day")).get(0);
        assertThat(supervised(document)).containsExactly("Good day⏎");
        assertThat(supervisedByTeacher(document)).containsExactly("Good day⏎");
    }

    @Test
    void anAnswerThatEndsEarlierForOneModelTeachesNoEnd() {
        Document document = read(alignment(MARKED, PLAIN, 1000), conversation("user", "Hi", "assistant", "Good day\n")).get(0);
        assertThat(supervised(document)).containsExactly("Good day");
        assertThat(supervisedByTeacher(document)).containsExactly("Good day");
    }

    @Test
    void thinkingIsSupervisedOrContextAlone() {
        Conversation conversation = conversation("user", "2 and 2?", "assistant", "<think>3, 4</think>4");
        for (RunConfig.Thinking thinking : RunConfig.Thinking.values()) {
            RunConfig.Chat settings = TestChats.thinking(thinking);
            ChatAlignment alignment = new ChatAlignment(model("student", MARKED, settings), List.of(model("teacher", PLAIN, settings)),
                    1000);
            List<Document> documents = read(alignment, conversation);
            assertThat(supervised(documents.get(0)))
                    .containsExactly(thinking == RunConfig.Thinking.SUPERVISED ? "<think>3, 4</think>4⏎" : "4⏎");
            assertThat(supervisedByTeacher(documents.get(0))).isEqualTo(supervised(documents.get(0)));
        }
    }

    @Test
    void thinkingThatOneTemplateStripsIsContextOfTheOtherAlone() {
        String strips = PLAIN.replace("m.content | trim", "m.content.split('</think>')[-1] | trim");
        Document document = read(alignment(MARKED, strips, 1000), conversation("user", "2 and 2?", "assistant", "<think>3, 4</think>4"))
                .get(0);
        assertThat(supervised(document)).containsExactly("4⏎");
        assertThat(supervisedByTeacher(document)).containsExactly("4⏎");
    }

    @Test
    void aTurnThatIsThinkingAloneAndContextAloneIsNoTurn() {
        String endless = "{% for m in messages %}{{ m.role }}: {{ m.content }}{% endfor %}{% if add_generation_prompt %}assistant: {% endif %}";
        ChatAlignment alignment = new ChatAlignment(model("student", endless, TestChats.thinking(RunConfig.Thinking.CONTEXT)), List.of(),
                1000);
        assertThat(read(alignment, conversation("user", "2 and 2?", "assistant", "<think>3, 4</think>"))).isEmpty();
        assertThat(alignment.notes()).anyMatch(note -> note.contains("no byte of its answers is supervised"));
    }

    @Test
    void aTurnThatTheModelsWriteWithDifferentBytesIsLeftOutAndCounted() {
        String calls = "{% for m in messages %}<|{{ m.role }}|>{% if m.tool_calls %}CALL {{ m.tool_calls[0].name }}{% else %}{{ m.content }}{% endif %}"
                + "<|end|>\n{% endfor %}{% if add_generation_prompt %}<|assistant|>{% endif %}";
        Conversation conversation = Conversation.of(List.of(message("user", "Weather?"), toolCall(), message("tool", "Rain"),
                message("assistant", "It rains.")));
        ChatAlignment alignment = alignment(calls, calls.replace("CALL", "RUN "), 1000);
        assertThat(supervised(read(alignment, conversation).get(0))).containsExactly("It rains.⏎");
        assertThat(alignment.notes()).anyMatch(note -> note.startsWith("1 turns are not supervised: student and teacher"));
        ChatAlignment same = alignment(calls, "Now: " + calls, 1000);
        assertThat(supervised(read(same, conversation).get(0))).containsExactly("CALL weather⏎", "It rains.⏎");
        assertThat(same.notes()).noneMatch(note -> note.contains("student and teacher"));
    }

    private static ObjectNode toolCall() {
        ObjectNode call = message("assistant", "");
        call.putArray("tool_calls").addObject().put("name", "weather");
        return call;
    }

    @Test
    void ofAConversationLongerThanADocumentTheLastTurnsAreLeftOutAndThatIsCounted() {
        ChatAlignment alignment = alignment(MARKED, PLAIN, 60);
        Document document = read(alignment, conversation("user", "Hi", "assistant", "Good day", "user", "Bye", "assistant", "Good bye"))
                .get(0);
        assertThat(text(document.bytes())).isEqualTo("<|user|>Hi<|end|>\n<|assistant|>Good day<|end|>\n");
        assertThat(supervised(document)).containsExactly("Good day⏎");
        assertThat(alignment.notes()).anyMatch(note -> note.startsWith("1 conversations are longer than a document may be"));
    }

    @Test
    void aConversationWhoseFirstAnswerIsTooLongIsLeftOutForThatReason() {
        ChatAlignment alignment = alignment(MARKED, PLAIN, 20);
        assertThat(read(alignment, conversation("user", "Hi", "assistant", "Good day"))).isEmpty();
        assertThat(alignment.notes()).anyMatch(note -> note.contains("Conversations left out: 1, because it is longer than a document"));
    }

    @Test
    void aConversationWithoutAnswerIsLeftOutAndNamed() {
        ChatAlignment alignment = alignment(MARKED, PLAIN, 1000);
        assertThat(read(alignment, conversation("user", "Hi"))).isEmpty();
        assertThat(alignment.notes()).anyMatch(note -> note.contains("because it has no assistant turn: chats.jsonl, row 1."));
    }

    @Test
    void aRoleThatTemplatesDoNotKnowIsNamedWithTheNumberOfItsMessages() {
        ChatAlignment alignment = alignment(MARKED, PLAIN, 1000);
        read(alignment, conversation("narrator", "Once", "user", "Hi", "bing", "Ho"));
        read(alignment, conversation("user", "Hi", "assistant", "Ho", "bing", "Ha"));
        assertThat(alignment.notes()).anyMatch(note -> note.contains("\"bing\" (2), \"narrator\" (1)") && note.contains("rename a role"));
    }

    @Test
    void anEndThatIsATokenForTheStudentAloneIsNotSupervisedAndThatIsTold() {
        String textual = "{% for m in messages %}<{{ m.role }}>{{ m.content }}</{{ m.role }}>{% endfor %}"
                + "{% if add_generation_prompt %}<assistant>{% endif %}";
        ChatAlignment alignment = alignment(MARKED, textual, 1000);
        Document document = read(alignment, conversation("user", "Hi", "assistant", "Good day")).get(0);
        assertThat(supervised(document)).containsExactly("Good day");
        assertThat(alignment.notes()).anyMatch(note -> note.contains("not for each teacher: 1.") && note.contains("eos_token"));
        ChatAlignment shared = alignment(MARKED, MARKED, 1000);
        read(shared, conversation("user", "Hi", "assistant", "Good day"));
        assertThat(shared.notes()).noneMatch(note -> note.contains("not for each teacher"));
    }

    @Test
    void anEmptyAnswerIsLeftOutInPlainWords() {
        ChatAlignment alignment = alignment(MARKED, PLAIN, 1000);
        assertThat(read(alignment, conversation("user", "Hi", "assistant", ""))).isEmpty();
        assertThat(alignment.notes()).anyMatch(note -> note.contains("because it has no answer with a text: chats.jsonl, row 1."));
    }

    @Test
    void aConversationThatTheTeachersTemplateRefusesIsLeftOutInItsWords() {
        ChatAlignment alignment = alignment(MARKED, "{{ raise_exception('No system, please.') }}", 1000);
        assertThat(read(alignment, conversation("user", "Hi", "assistant", "Good day"))).isEmpty();
        assertThat(alignment.notes()).anyMatch(note -> note.contains("teacher: ") && note.contains("No system, please."));
    }

    @Test
    void withoutATeacherTheWholeAnswersAreSupervised() {
        ChatAlignment alignment = new ChatAlignment(model("student", MARKED), List.of(), 1000);
        Document document = read(alignment, conversation("user", "Hi", "assistant", " Good day\n")).get(0);
        assertThat(supervised(document)).containsExactly(" Good day\n⏎");
        assertThat(document.counterparts()).isEmpty();
    }

    @Test
    void theSpansOfTheTeacherAreAsManyAndInTheOrderOfTheStudents() {
        Document document = read(alignment(PLAIN, MARKED, 1000),
                conversation("user", "a", "assistant", "b", "user", "b", "assistant", "b", "user", "a", "assistant", "a")).get(0);
        List<Span> others = document.counterparts().get(0).stream().map(Counterpart::span).toList();
        assertThat(others.stream().map(Span::start).toList()).hasSize(3).isSorted();
        assertThat(document.supervision().spans().stream().map(Span::rows).toList()).isEqualTo(others.stream().map(Span::rows).toList());
    }

    @Test
    void aTextWithoutOneSupervisedByteIsAMistakeThatSaysWhy() throws Exception {
        Path chats = Files.writeString(folder.resolve("chats.jsonl"), """
                {"messages": [{"role": "user", "content": "Hi"}]}
                {"messages": [{"role": "user", "content": "Bye"}]}
                """);
        Path template = Files.writeString(folder.resolve("chat.jinja"), PLAIN);
        RunConfig config = RunConfigFile.with(RunConfigFile.with(RunConfig.recommended(), "student", STUDENT.toString()), "chat.template",
                template.toString());
        try (RunChats reader = RunChats.of(config, STUDENT, Instant.EPOCH)) {
            assertThatThrownBy(() -> Corpus.read(new TextSource(List.of(chats), 512, 0), reader)).isInstanceOf(UserError.class)
                    .hasMessageContaining("No conversation has a supervised byte").hasMessageContaining("Conversations left out: 2")
                    .hasMessageContaining("no assistant turn");
        }
    }
}
