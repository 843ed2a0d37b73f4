package org.bytestill.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.text.Span;
import org.junit.jupiter.api.Test;

class SpanTokensTest {
    private static final int BEGIN = 9;
    private static final int END = 8;

    /** "ab cd": the tokens "ab", " ", "cd", of which the last is supervised. */
    private static TokenizedDocument document(boolean ends) {
        Document document = new Document("text", "ab cd".getBytes(StandardCharsets.UTF_8), Path.of("text"), 0,
                new Supervision(List.of(new Span(3, 5, ends))), Document.Markup.PLAIN);
        TokenizedDocument tokens = new TokenizedDocument(document, new int[] {1, 2, 3}, new int[] {0, 2, 3, 5});
        return ends ? tokens.ended(END) : tokens;
    }

    @Test
    void aSpanIsItsTokensAfterThoseBeforeIt() {
        SpanTokens span = SpanTokens.of(document(false), BEGIN).get(0);
        assertThat(span.prompt()).containsExactly(BEGIN, 1, 2);
        assertThat(span.tokens()).containsExactly(3);
        assertThat(span.sequence()).containsExactly(BEGIN, 1, 2, 3);
        assertThat(span.firstWithContext()).isZero();
    }

    @Test
    void anEndWithoutBytesIsTheLastTokenOfItsSpan() {
        SpanTokens span = SpanTokens.of(document(true), BEGIN).get(0);
        assertThat(span.tokens()).containsExactly(3, END);
        assertThat(SpanTokens.tokenAt(document(true), 5)).as("the end begins there, and so does nothing").isEqualTo(3);
    }

    @Test
    void withoutABeginTheFirstTokenOfATextHasNoContext() {
        Document document = new Document("text", "abcd".getBytes(StandardCharsets.UTF_8), Path.of("text"), 0);
        SpanTokens span = SpanTokens.of(new TokenizedDocument(document, new int[] {1, 2}, new int[] {0, 2, 4}), -1).get(0);
        assertThat(span.prompt()).isEmpty();
        assertThat(span.tokens()).containsExactly(1, 2);
        assertThat(span.firstWithContext()).isEqualTo(1);
    }
}
