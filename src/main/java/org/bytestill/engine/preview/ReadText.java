package org.bytestill.engine.preview;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytestill.corpus.Counterpart;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.Supervision;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.text.Span;
import org.bytestill.text.Vocabulary;

/**
 * A text as one model reads it: its tokens and which of its bytes are supervised.
 *
 * @param bytes  the text, without the token before it; not copied
 * @param begin  the token before the text, without bytes in it; nothing if there is none
 * @param tokens its tokens, in order; they tile the text
 * @param spans  its supervised stretches
 */
public record ReadText(byte[] bytes, List<Token> begin, List<Token> tokens, List<Span> spans) {
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

    static ReadText of(TokenizedDocument tokenized, Vocabulary vocabulary) {
        List<Token> tokens = new ArrayList<>();
        for (int i = 0; i < tokenized.tokens(); i++) {
            int id = tokenized.ids()[i];
            tokens.add(new Token(tokenized.starts()[i], tokenized.starts()[i + 1], id, vocabulary.nameOf(id),
                    tokenized.special().get(i), tokenized.isSupervised(i)));
        }
        int begin = tokenized.beginOr(vocabulary.beginOfSequence());
        return new ReadText(tokenized.bytes(),
                begin < 0 ? List.of() : List.of(new Token(0, 0, begin, vocabulary.nameOf(begin), true, false)), tokens,
                tokenized.document().supervision().spans());
    }

    /** What a teacher reads of a document: its own renderings of the conversation, or the same text as the student. */
    static List<Document> renderings(Document document, int teacher) {
        if (document.counterparts().isEmpty()) {
            return List.of(document);
        }
        // Arrays are keys by identity: turns of the same rendering share it.
        Map<byte[], List<Counterpart>> byText = new LinkedHashMap<>();
        for (Counterpart part : document.counterparts().get(teacher)) {
            byText.computeIfAbsent(part.text(), text -> new ArrayList<>()).add(part);
        }
        return byText.values().stream().map(parts -> whole(document, parts)).toList();
    }

    private static Document whole(Document own, List<Counterpart> parts) {
        List<Span> spans = parts.stream().map(Counterpart::span).sorted(Comparator.comparingInt(Span::start)).toList();
        return new Document(own.id(), parts.get(0).text(), own.source(), own.offset(), new Supervision(spans), parts.get(0).markup());
    }

    /** All tokens that the model reads: the one before the text, if there is any, then those of the text. */
    public List<Token> allTokens() {
        List<Token> all = new ArrayList<>(begin);
        all.addAll(tokens);
        return all;
    }

    /** The ids that the model reads first, the token before the text among them; at most so many. */
    public int[] firstIds(int most) {
        return IntStream.concat(begin.stream().mapToInt(Token::id), tokens.stream().mapToInt(Token::id)).limit(most).toArray();
    }

    /** Number of supervised bytes. */
    public int supervisedBytes() {
        return spans.stream().mapToInt(Span::size).sum();
    }

    /** A token as people see it: its name if it is a special one, else its bytes as {@link Visible}. */
    public String visible(Token token) {
        return token.isSpecial() ? token.name() : Visible.of(bytes, token.start(), token.end());
    }
}
