package org.bytestill.engine.preview;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.problem.UserError;
import org.bytestill.text.Span;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextPreviewTest {
    @TempDir
    Path folder;
    private final List<PreviewDocument> shown = new ArrayList<>();

    private PreviewReport read(RunConfig config, int documents, long bytes) {
        return new TextPreview().read(new PreviewRequest(config, folder, documents, bytes), shown::add, Progress.NONE);
    }

    private static List<String> names(List<ReadText.Token> tokens) {
        return tokens.stream().map(ReadText.Token::name).toList();
    }

    private static List<String> supervised(ReadText text) {
        return names(text.tokens().stream().filter(ReadText.Token::isSupervised).toList());
    }

    private static List<String> special(ReadText text) {
        return names(text.allTokens().stream().filter(ReadText.Token::isSpecial).toList());
    }

    @Test
    void aConversationIsShownAsEachModelWritesIt() throws IOException {
        read(ChatModels.config(folder, ChatModels.ROWS), 1, 0);
        PreviewDocument document = shown.get(0);
        assertThat(document.number()).isEqualTo(1);
        assertThat(document.id()).contains("chats.jsonl").contains("line 1");
        assertThat(document.readings()).extracting(PreviewDocument.Reading::isTeacher).containsExactly(true, false);

        ReadText student = document.student();
        String written = "user\nat<|im_end|>\n<|im_start|>assistant\nin the<|im_end|>\n";
        assertThat(new String(student.bytes(), UTF_8)).isEqualTo(written);
        assertThat(names(student.begin())).containsExactly("<|im_start|>");
        assertThat(special(student)).containsExactly("<|im_start|>", "<|im_end|>", "<|im_start|>", "<|im_end|>");
        assertThat(student.spans()).containsExactly(new Span(written.indexOf("in the"), written.indexOf("in the") + 6, true));
        assertThat(supervised(student)).as("the end of the turn is learnt").containsExactly("in", "Ġthe", "<|im_end|>");
        assertThat(student.firstIds(10)).hasSize(10).startsWith(1);

        ReadText teacher = document.readings().get(0).texts().get(0);
        String byTeacher = "user: at\nassistant: in the<|endoftext|>";
        assertThat(new String(teacher.bytes(), UTF_8)).isEqualTo(byTeacher);
        assertThat(names(teacher.begin())).containsExactly("<|endoftext|>");
        assertThat(teacher.spans()).containsExactly(new Span(byTeacher.indexOf("in the"), byTeacher.indexOf("in the") + 6, true));
        assertThat(supervised(teacher)).containsExactly("in", "Ġthe", "<|endoftext|>");
    }

    @Test
    void rowsAreCountedByWhatBecameOfThem() throws IOException {
        PreviewReport report = read(ChatModels.config(folder, ChatModels.ROWS), 1, 0);
        assertThat(shown).hasSize(1);
        assertThat(report.isWhole()).isTrue();
        assertThat(report.documents()).isEqualTo(2);
        assertThat(report.duplicates()).isEqualTo(1);
        assertThat(report.skipped()).isEqualTo(1);
        assertThat(report.unsupervised()).isEqualTo(1);
        assertThat(report.cut()).isZero();
        assertThat(report.notes()).anyMatch(note -> note.contains("2 of 3 conversations are used"))
                .anyMatch(note -> note.contains("1 of 4 rows are skipped"));
        PreviewReport.Model student = report.student();
        int length = "user\nat<|im_end|>\n<|im_start|>assistant\nin the<|im_end|>\n".length();
        assertThat(student.bytes()).isEqualTo(2L * length);
        assertThat(student.supervisedBytes()).isEqualTo(12);
        assertThat(student.supervisedShare()).isCloseTo(6.0 / length, within(1e-12));
        assertThat(student.specialTokens()).isEqualTo(6);
        assertThat(student.tokens()).isEqualTo(2L * shown.get(0).student().tokens().size());
        PreviewReport.Model teacher = report.models().get(0);
        assertThat(teacher.bytes()).isEqualTo(2L * "user: at\nassistant: in the<|endoftext|>".length());
        assertThat(teacher.supervisedBytes()).isEqualTo(12);
        assertThat(teacher.specialTokens()).isEqualTo(2);
    }

    @Test
    void settingsOfChatsAreSeen() throws IOException {
        List<String> rows = List
                .of("{\"messages\": [{\"role\": \"user\", \"content\": \"at\"}, {\"role\": \"assistant\", \"content\": \"in\"}, "
                        + "{\"role\": \"user\", \"content\": \"or\"}, {\"role\": \"assistant\", \"content\": \"is\"}]}");
        RunConfig config = ChatModels.config(folder, rows);
        read(config, 1, 0);
        read(ChatModels.with(config, "chat.supervise", "last"), 1, 0);
        read(ChatModels.with(config, "chat.supervise", "all"), 1, 0);
        assertThat(supervised(shown.get(0).student())).containsExactly("in", "<|im_end|>", "is", "<|im_end|>");
        assertThat(supervised(shown.get(1).student())).containsExactly("is", "<|im_end|>");
        assertThat(supervised(shown.get(2).student())).containsExactly("at", "in", "<|im_end|>", "or", "is", "<|im_end|>");
    }

    @Test
    void ofPlainTextEveryByteIsSupervisedAndBothModelsReadTheSame() throws IOException {
        Files.writeString(folder.resolve("plain.txt"), "in the\nor\n");
        RunConfig config = ChatModels.config(folder, ChatModels.ROWS, "text.train", "[plain.txt]");
        PreviewReport report = read(config, 50, 0);
        assertThat(shown).hasSize(1);
        for (PreviewDocument.Reading reading : shown.get(0).readings()) {
            ReadText text = reading.texts().get(0);
            assertThat(names(text.tokens())).containsExactly("in", "Ġthe", "Ċ", "or", "Ċ");
            assertThat(text.tokens()).extracting(ReadText.Token::start).containsExactly(0, 2, 6, 7, 9);
            assertThat(text.tokens()).allMatch(ReadText.Token::isSupervised).noneMatch(ReadText.Token::isSpecial);
            assertThat(text.tokens().stream().map(text::visible)).containsExactly("in", "·the", "↵", "or", "↵");
        }
        assertThat(report.student().supervisedShare()).isEqualTo(1);
        assertThat(report.student().bytesPerToken()).isEqualTo(2);
    }

    @Test
    void aNewTokenizerIsTheStudents() throws IOException {
        RunConfig config = ChatModels.config(folder, ChatModels.ROWS, "new_tokenizer", "bytes");
        read(config, 1, 0);
        ReadText student = shown.get(0).student();
        assertThat(special(student)).containsExactly("<|im_start|>", "<|im_end|>", "<|im_start|>", "<|im_end|>");
        assertThat(student.tokens().stream().filter(token -> !token.isSpecial())).allMatch(token -> token.end() == token.start() + 1)
                .hasSize("user\nat\nassistant\nin the\n".length());
    }

    @Test
    void aTeacherNeedNotBeChosen() throws IOException {
        PreviewReport report = read(ChatModels.config(folder, ChatModels.ROWS, "teacher", ""), 1, 0);
        assertThat(shown.get(0).readings()).hasSize(1);
        assertThat(report.models()).singleElement().satisfies(model -> assertThat(model.isTeacher()).isFalse());
    }

    @Test
    void countsEndAtTheLimitAndSaySo() throws IOException {
        Files.writeString(folder.resolve("plain.txt"), "in the or\n".repeat(20));
        RunConfig config = ChatModels.config(folder, ChatModels.ROWS, "text.train", "[plain.txt]", "text.document_bytes", "20");
        PreviewReport part = read(config, 1, 50);
        assertThat(part.isWhole()).isFalse();
        assertThat(part.documents()).as("of 20 bytes each").isEqualTo(3);
        assertThat(part.duplicates()).isEqualTo(2);
        assertThat(shown).hasSize(1);
        assertThat(read(config, 1, 200).isWhole()).isTrue();
        assertThat(read(config, 1, 199).isWhole()).as("what is as long as the limit is whole").isTrue();
        PreviewReport whole = read(config, 1, 0);
        assertThat(whole.isWhole()).isTrue();
        assertThat(whole.student().bytes()).isEqualTo(200);
        assertThat(whole.cut()).as("one text is longer than a document").isEqualTo(1);
    }

    @Test
    void aTextThatGivesNoDocumentEndsAtTheLimitToo() throws IOException {
        List<String> rows = Collections.nCopies(100, "{\"messages\": [{\"role\": \"user\", \"content\": \"or\"}]}");
        PreviewReport report = read(ChatModels.config(folder, rows), 50, 1024);
        assertThat(report.isWhole()).isFalse();
        assertThat(report.documents()).isZero();
        assertThat(report.unsupervised()).isEqualTo(2);
        assertThat(report.notes()).anyMatch(note -> note.startsWith("0 of 2 conversations are used"));
    }

    @Test
    void documentsThatTheStudentCannotReadAtOnceAreCounted() throws IOException {
        Files.writeString(folder.resolve("plain.txt"), "a".repeat(300) + "\n");
        RunConfig config = ChatModels.config(folder, ChatModels.ROWS, "text.train", "[plain.txt]", "new_tokenizer", "bytes");
        PreviewReport report = read(config, 0, 0);
        assertThat(report.tooLong()).isEqualTo(1);
        assertThat(report.studentContext()).isEqualTo(255);
        assertThat(report.notes()).contains("1 document has more tokens than the student reads at once (255): the run will refuse it."
                + " Lower text.document_bytes.");
    }

    @Test
    void longerConversationsAndTextsAreCountedAsCut() throws IOException {
        String prompts = "{\"prompt\": \"" + "in ".repeat(20) + "\", \"completion\": \"the\"}";
        Files.writeString(folder.resolve("prompts.jsonl"), prompts + "\n");
        RunConfig config = ChatModels.config(folder, List.of("{\"messages\": [{\"role\": \"user\", \"content\": \"at\"},"
                + " {\"role\": \"assistant\", \"content\": \"in\"}, {\"role\": \"user\", \"content\": \"" + "or ".repeat(50) + "\"},"
                + " {\"role\": \"assistant\", \"content\": \"is\"}]}"), "text.document_bytes", "100");
        assertThat(read(config, 0, 0).cut()).isEqualTo(1);
        PreviewReport texts = read(ChatModels.with(config, "text.train", "[prompts.jsonl]", "text.document_bytes", "30"), 0, 0);
        assertThat(texts.cut()).isEqualTo(1);
        assertThat(texts.unsupervised()).as("pieces of the prompt alone").isEqualTo(2);
        assertThat(texts.documents()).isEqualTo(1);
    }

    @Test
    void documentsBeforeABadRowAreGivenAndTheErrorNamesIt() throws IOException {
        RunConfig config = ChatModels.config(folder, List.of(ChatModels.row("at", "in"), "{\"messages\": 7"));
        assertThatThrownBy(() -> read(config, 50, 0)).isInstanceOf(UserError.class).hasMessageContaining("chats.jsonl, line 2");
        assertThat(shown).hasSize(1);
    }

    @Test
    void whatIsNotChosenYetIsNamed() {
        RunConfig nothing = RunConfig.recommended();
        assertThatThrownBy(() -> read(nothing, 50, 0)).isInstanceOf(UserError.class).hasMessageContaining("No student is chosen.");
        RunConfig student = RunConfigFile.with(nothing, "student", "student");
        assertThatThrownBy(() -> read(student, 50, 0)).isInstanceOf(UserError.class).hasMessageContaining("No text to train on is chosen.");
    }

    @Test
    void itIsCancelledByItsProgress() throws IOException {
        RunConfig config = ChatModels.config(folder, ChatModels.ROWS);
        PreviewRequest request = new PreviewRequest(config, folder, 50, 0);
        assertThatThrownBy(() -> new TextPreview().read(request, shown::add, (done, total) -> false))
                .isInstanceOf(CancellationException.class);
        assertThat(shown).hasSize(1);
    }

    @Test
    void bytesAreSeenWhateverTheyAre() {
        byte[] text = "a b\t\r\n\u0001é\u202e€".getBytes(UTF_8);
        assertThat(Visible.of(text, 0, text.length)).isEqualTo("a·b⇥␍↵‹U+0001›é‹U+202E›€");
        int euro = text.length - 3;
        assertThat(Visible.of(text, euro, euro + 2)).isEqualTo("‹E2 82›");
        assertThat(Visible.of(text, euro + 2, euro + 3)).isEqualTo("‹AC›");
        assertThat(Visible.of(text, 0, 0)).isEmpty();
    }

    @Test
    void wideLettersTakeTwoColumnsAndMarksNone() {
        assertThat(Visible.columns("aé")).isEqualTo(2);
        assertThat(Visible.columns("日本")).isEqualTo(4);
        assertThat(Visible.columns("e\u0301")).isEqualTo(1);
    }
}
