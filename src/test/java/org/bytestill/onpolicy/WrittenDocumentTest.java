package org.bytestill.onpolicy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.Passage;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.DocumentTokenizer;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.objective.WrittenTokens;
import org.bytestill.text.Span;
import org.bytestill.text.Tokenizer;
import org.bytestill.util.RandomStreams;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the student wrote as a document: what is supervised in which tokens, and what becomes of its end. */
class WrittenDocumentTest {
    private static Tokenizer student;
    private static Tokenizer teacher;

    @BeforeAll
    static void open() {
        student = Tokenizer.open(Path.of("sample-data/student"));
        teacher = Tokenizer.open(Path.of("sample-data/teacher"));
    }

    @AfterAll
    static void close() {
        student.close();
        teacher.close();
    }

    private static Rollout rollout(String text, int[] ids, Rollout.End end) {
        Document document = new Document("text", "The whale was white and large".getBytes(US_ASCII), Path.of("text"), 0);
        Prompt prompt = new Prompts(9, student.vocabulary().beginOfSequence(), 500, new RandomStreams(1))
                .of(0, new DocumentTokenizer(student, 500).tokenize(document), 0).orElseThrow();
        assertThat(new String(prompt.bytes(), US_ASCII)).isEqualTo("The whale");
        return new Rollout(prompt, ids, text.getBytes(US_ASCII), 1, end);
    }

    /** One token a byte: not what the tokenizer would give. */
    private static int[] byBytes(String text) {
        return IntStream.range(0, text.length()).map(i -> student.encode(new byte[] {(byte) text.charAt(i)})[0]).toArray();
    }

    private static List<Integer> supervised(TokenizedDocument document) {
        return IntStream.range(0, document.tokens()).filter(document::isSupervised).boxed().toList();
    }

    @Test
    void sampledTokensAreKeptAsTheyWereDrawnAndThePromptIsContext() {
        Rollout rollout = rollout(" swam", byBytes(" swam"), Rollout.End.LENGTH);
        TokenizedDocument written = new WrittenDocument(student).of(rollout, WrittenTokens.SAMPLED, true);
        assertThat(written.bytes()).asString(US_ASCII).isEqualTo("The whale swam");
        int before = rollout.prompt().ids().length - 1;
        assertThat(Arrays.copyOfRange(written.ids(), before, written.tokens())).isEqualTo(byBytes(" swam"));
        assertThat(supervised(written)).as("what was written, and no end of a text that was cut")
                .isEqualTo(IntStream.range(before, before + 5).boxed().toList());
        assertThat(written.isEnded()).isFalse();
    }

    @Test
    void canonicalTokensAreThoseOfTheWrittenBytesAlone() {
        Rollout rollout = rollout(" swam", byBytes(" swam"), Rollout.End.LENGTH);
        TokenizedDocument written = new WrittenDocument(student).of(rollout, WrittenTokens.CANONICAL, false);
        int before = rollout.prompt().ids().length - 1;
        assertThat(Arrays.copyOfRange(written.ids(), before, written.tokens())).isEqualTo(student.encode(" swam".getBytes(US_ASCII)));
        assertThat(written.document().supervision().spans()).containsExactly(new Span(9, 14, false));
    }

    @Test
    void theEndOfATextThatTheStudentEndedIsScoredOnlyIfAsked() {
        Rollout rollout = rollout(" swam", byBytes(" swam"), Rollout.End.END);
        for (WrittenTokens tokens : WrittenTokens.values()) {
            TokenizedDocument masked = new WrittenDocument(student).of(rollout, tokens, false);
            assertThat(masked.document().supervision().spans()).as("%s", tokens).containsExactly(new Span(9, 14, false));
            TokenizedDocument scored = new WrittenDocument(student).of(rollout, tokens, true);
            int last = scored.tokens() - 1;
            assertThat(scored.ids()[last]).as("%s", tokens).isEqualTo(student.vocabulary().end());
            assertThat(scored.isEnd(last)).as("it stands for the end, not for the bytes of its name").isTrue();
            assertThat(supervised(scored)).contains(last);
            assertThat(scored.document().supervision().spans()).containsExactly(new Span(9, 14, true));
            assertThat(scored.document().supervision().bytes()).as("written bytes").isEqualTo(5);
        }
        assertThat(new WrittenDocument(student).of(rollout, WrittenTokens.SAMPLED, true).isEnded()).isTrue();
    }

    @Test
    void aTextThatWasEndedAtOnceHasItsEndAlone() {
        Rollout rollout = rollout("", new int[0], Rollout.End.END);
        assertThat(RolloutPassages.hasRows(rollout, false)).isFalse();
        assertThat(RolloutPassages.hasRows(rollout, true)).isTrue();
        for (WrittenTokens tokens : WrittenTokens.values()) {
            TokenizedDocument written = new WrittenDocument(student).of(rollout, tokens, true);
            assertThat(supervised(written)).as("%s", tokens).containsExactly(written.tokens() - 1);
        }
    }

    /** The student's own stop token is never among the bytes that the teacher reads. */
    @Test
    void theTeacherReadsItAfterItsOwnPromptAndItsEndAsTheEnd() {
        Rollout rollout = rollout(" swam", byBytes(" swam"), Rollout.End.END);
        byte place = new WrittenDocument(student).placeOfEnd();
        Passage scored = RolloutPassages.ofTeacher(rollout, 0, teacher, true, place);
        assertThat(scored.prompt()[0]).isEqualTo(teacher.vocabulary().beginOfSequence());
        assertThat(Arrays.copyOfRange(scored.prompt(), 1, scored.prompt().length))
                .isEqualTo(teacher.encode("The whale".getBytes(US_ASCII)));
        assertThat(scored.rows()).isEqualTo(6);
        assertThat(scored.observed(5)).isEqualTo(ByteDistribution.EOS);
        assertThat(scored.observed(4)).isEqualTo('m');
        Passage masked = RolloutPassages.ofTeacher(rollout, 0, teacher, false, place);
        assertThat(masked.rows()).isEqualTo(5);
        assertThat(RolloutPassages.ofStudent(rollout, true, place).prompt()).isEqualTo(rollout.prompt().ids());
    }
}
