package org.bytestill.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytestill.text.Span;
import org.bytestill.text.Tokenizer;

/**
 * A supervised span in the tokens of one model: what it reads before, and the tokens whose distributions are wanted. Of a conversation the
 * tokens of the model's own rendering before the span; the span itself is cut on its own, the names of special tokens in it as text.
 *
 * @param prompt tokens before the span, from the begin of sequence on if there is one
 * @param tokens those of the span; the last one is the end of the sequence if {@code ends}
 * @param ends   true if the writer stops there
 */
public record SpanTokens(int[] prompt, int[] tokens, boolean ends) {
    /** The spans of a document as its first teacher reads them, in their order: in its own rendering where it has one. */
    public static List<SpanTokens> ofTeacher(Document document, Tokenizer teacher) {
        DocumentTokenizer tokenizer = new DocumentTokenizer(teacher, Integer.MAX_VALUE);
        List<SpanTokens> spans = new ArrayList<>();
        for (int i = 0; i < document.supervision().spans().size(); i++) {
            boolean own = document.counterparts().isEmpty();
            Document read = own ? document : document.counterparts().get(0).get(i).document(document);
            spans.add(of(tokenizer.tokenize(read), read.supervision().spans().get(own ? i : 0), teacher));
        }
        return spans;
    }

    private static SpanTokens of(TokenizedDocument document, Span span, Tokenizer teacher) {
        int[] text = teacher.encode(Arrays.copyOfRange(document.bytes(), span.start(), span.end()));
        int end = teacher.vocabulary().end();
        boolean ends = span.ends() && end >= 0;
        int[] tokens = Arrays.copyOf(text, text.length + (ends ? 1 : 0));
        if (ends) {
            tokens[text.length] = end;
        }
        return new SpanTokens(before(document, tokenAt(document, span.start()), teacher.vocabulary().beginOfSequence()), tokens, ends);
    }

    /** The spans of a document in the tokens that it has. */
    public static List<SpanTokens> of(TokenizedDocument document, int beginOfSequence) {
        List<SpanTokens> spans = new ArrayList<>();
        for (Span span : document.document().supervision().spans()) {
            int first = tokenAt(document, span.start());
            int next = first;
            while (next < document.tokens() && document.isSupervised(next) && document.starts()[next] < span.start() + span.rows()) {
                next++;
            }
            spans.add(
                    new SpanTokens(before(document, first, beginOfSequence), Arrays.copyOfRange(document.ids(), first, next), span.ends()));
        }
        return spans;
    }

    /** Number of the first token from an offset on; tokens without bytes may begin there too. */
    public static int tokenAt(TokenizedDocument document, int offset) {
        int at = Arrays.binarySearch(document.starts(), offset);
        if (at < 0) {
            return -at - 1;
        }
        while (at > 0 && document.starts()[at - 1] == offset) {
            at--;
        }
        return at;
    }

    private static int[] before(TokenizedDocument document, int token, int beginOfSequence) {
        int begin = document.beginOr(beginOfSequence);
        int[] prompt = new int[token + (begin < 0 ? 0 : 1)];
        System.arraycopy(document.ids(), 0, prompt, prompt.length - token, token);
        if (begin >= 0) {
            prompt[0] = begin;
        }
        return prompt;
    }

    /** All tokens, one after the other. */
    public int[] sequence() {
        int[] all = Arrays.copyOf(prompt, prompt.length + tokens.length);
        System.arraycopy(tokens, 0, all, prompt.length, tokens.length);
        return all;
    }

    /** Number of the first token of the span that has a context. */
    public int firstWithContext() {
        return prompt.length > 0 ? 0 : 1;
    }
}
