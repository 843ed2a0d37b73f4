package org.bytestill.engine.preview;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytestill.corpus.Counterpart;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.DocumentTokenizer;
import org.bytestill.corpus.Supervision;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.text.Span;
import org.bytestill.text.Tokenizer;

/**
 * A text as one model reads it: its tokens and which of its bytes are supervised.
 *
 * @param bytes  the text, without the token before it; not copied
 * @param begin  name of the token before the text; empty if there is none
 * @param tokens its tokens, in order; they tile the text
 * @param spans  its supervised stretches
 */
public record ReadText(byte[] bytes, String begin, List<Token> tokens, List<Span> spans) {
    /**
     * A token.
     *
     * @param start       offset of its first byte
     * @param end         offset after its last byte
     * @param name        as the vocabulary spells it
     * @param isSpecial   true if it is a control token that stands in place of its name
     * @param isSupervised true if the model learns to write it
     */
    public record Token(int start, int end, int id, String name, boolean isSpecial, boolean isSupervised) {}

    /** The student's view of a document. */
    static ReadText of(Document document, Tokenizer tokenizer) {
        TokenizedDocument tokenized = new DocumentTokenizer(tokenizer, Integer.MAX_VALUE).tokenize(document);
        List<Token> tokens = new ArrayList<>();
        for (int i = 0; i < tokenized.tokens(); i++) {
            int id = tokenized.ids()[i];
            tokens.add(new Token(tokenized.starts()[i], tokenized.starts()[i + 1], id, tokenizer.vocabulary().nameOf(id),
                    tokenized.special().get(i), tokenized.isSupervised(i)));
        }
        int begin = tokenized.beginOr(tokenizer.vocabulary().beginOfSequence());
        return new ReadText(document.bytes(), begin < 0 ? "" : tokenizer.vocabulary().nameOf(begin), tokens,
                document.supervision().spans());
    }

    /** The views of a teacher: its own renderings, or the same text as the student's. */
    static List<ReadText> of(Document document, int teacher, Tokenizer tokenizer) {
        if (document.counterparts().isEmpty()) {
            return List.of(of(document, tokenizer));
        }
        // Arrays are keys by identity: turns of the same rendering share it.
        Map<byte[], List<Counterpart>> byText = new LinkedHashMap<>();
        for (Counterpart part : document.counterparts().get(teacher)) {
            byText.computeIfAbsent(part.text(), text -> new ArrayList<>()).add(part);
        }
        return byText.values().stream().map(parts -> of(whole(document, parts), tokenizer)).toList();
    }

    private static Document whole(Document own, List<Counterpart> parts) {
        List<Span> spans = parts.stream().map(Counterpart::span).sorted(Comparator.comparingInt(Span::start)).toList();
        return new Document(own.id(), parts.get(0).text(), own.source(), own.offset(), new Supervision(spans), parts.get(0).markup());
    }
}
