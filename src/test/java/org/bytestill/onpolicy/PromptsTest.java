package org.bytestill.onpolicy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.DocumentTokenizer;
import org.bytestill.corpus.Supervision;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.text.Span;
import org.bytestill.text.Tokenizer;
import org.bytestill.util.RandomStreams;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PromptsTest {
    private static final Path STUDENT = Path.of("sample-data/student");
    private static Tokenizer tokenizer;

    @BeforeAll
    static void open() {
        tokenizer = Tokenizer.open(STUDENT);
    }

    @AfterAll
    static void close() {
        tokenizer.close();
    }

    private static TokenizedDocument document(String text, List<Span> spans) {
        Supervision supervision = spans.isEmpty() ? Supervision.whole(text.length()) : new Supervision(spans);
        return new DocumentTokenizer(tokenizer, 500)
                .tokenize(new Document("text", text.getBytes(US_ASCII), Path.of("text"), 0, supervision, Document.Markup.PLAIN));
    }

    private static Prompts prompts(int longestBytes) {
        return new Prompts(longestBytes, tokenizer.vocabulary().beginOfSequence(), 64, new RandomStreams(1));
    }

    private static String textOf(Prompt prompt) {
        return new String(prompt.bytes(), US_ASCII);
    }

    @Test
    void aPlainTextIsTakenUpWhereAWordEnds() {
        String text = "The whale and the sailor were never seen again by any of us";
        Prompt prompt = prompts(16).of(3, document(text, List.of()), 0).orElseThrow();
        assertThat(textOf(prompt)).as("16 bytes would cut \"the\" from its space").isEqualTo("The whale and");
        assertThat(prompt.place()).isEqualTo(3);
        assertThat(prompt.ids()[0]).isEqualTo(tokenizer.vocabulary().beginOfSequence());
        assertThat(prompt.ids()).as("the tokens of the document itself").startsWith(tokenizer.vocabulary().beginOfSequence(),
                document(text, List.of()).ids()[0]);
    }

    @Test
    void atMostHalfOfAPlainTextIsPrompt() {
        assertThat(textOf(prompts(1000).of(0, document("one two three four five six", List.of()), 0).orElseThrow()))
                .isEqualTo("one two three");
    }

    @Test
    void aCompletionIsWrittenAfterItsPrompt() {
        assertThat(textOf(prompts(4).of(0, document("Say a number. Seven.", List.of(new Span(13, 20, true))), 0).orElseThrow()))
                .isEqualTo("Say a number.");
    }

    /** Messages of others, which end nothing, are not written by the student. */
    @Test
    void aTurnIsDrawnAmongThoseThatEnd() {
        TokenizedDocument document = document("Q: one? A: two. Q: three? A: four.",
                List.of(new Span(3, 7, false), new Span(10, 15, true), new Span(19, 25, false), new Span(28, 33, true)));
        Set<Integer> drawn = new TreeSet<>();
        for (int draw = 0; draw < 20; draw++) {
            Prompt prompt = prompts(4).of(0, document, draw).orElseThrow();
            assertThat(prompts(4).of(0, document, draw).orElseThrow().offset()).as("the same again").isEqualTo(prompt.offset());
            drawn.add(prompt.offset());
        }
        assertThat(drawn).containsExactly(10, 28);
    }

    @Test
    void whatHasNothingBeforeItOrTooMuchIsNoPrompt() {
        assertThat(prompts(4).of(0, document("All of it.", List.of(new Span(0, 9, false))), 0)).isEmpty();
        String far = "word ".repeat(80);
        assertThat(prompts(4).of(0, document(far + "end", List.of(new Span(400, 403, true))), 0)).as("of 64 tokens").isEmpty();
    }
}
