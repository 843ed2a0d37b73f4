package org.bytestill.onpolicy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytestill.bytes.Passages;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.text.Span;
import org.bytestill.util.RandomStreams;

/**
 * Where documents are taken up: a conversation before one of the assistant's turns, which is drawn; a prompt with a completion before the
 * completion; a plain text after so many bytes of it, where a word ends.
 */
public final class Prompts {
    private static final String DRAWS = "turns to write";

    private final int longestBytes;
    private final int beginOfSequence;
    private final int contextLimit;
    private final RandomStreams streams;

    /**
     * @param longestBytes    of the prompt in a plain text
     * @param beginOfSequence the student's, or -1
     * @param contextLimit    most tokens the student reads, what it writes among them
     */
    public Prompts(int longestBytes, int beginOfSequence, int contextLimit, RandomStreams streams) {
        this.longestBytes = longestBytes;
        this.beginOfSequence = beginOfSequence;
        this.contextLimit = contextLimit;
        this.streams = streams;
    }

    /**
     * The prompt of a document; empty if it has none: nothing stands before its supervised text, or more than the student can read.
     *
     * @param place number of the document among those that are asked for
     * @param draw  decides which turn of a conversation is written
     */
    public Optional<Prompt> of(int place, TokenizedDocument document, long draw) {
        int span = document.document().isPlain() ? 0 : drawn(document.document(), draw);
        int offset = span < 0 ? 0 : document.document().isPlain() ? plain(document)
                : document.document().supervision().spans().get(span).start();
        int[] ids = Passages.prompt(document, offset, beginOfSequence);
        return offset > 0 && ids.length < contextLimit ? Optional.of(new Prompt(place, document, offset, span, ids)) : Optional.empty();
    }

    /** Prompts of the first documents that have one. */
    public List<Prompt> ofFirst(List<TokenizedDocument> documents, int most) {
        return IntStream.range(0, documents.size()).mapToObj(i -> of(i, documents.get(i), i)).flatMap(Optional::stream).limit(most)
                .toList();
    }

    /** The span to be written: of those that end if there is one, since the others are messages of somebody else. */
    private int drawn(Document document, long draw) {
        List<Span> spans = document.supervision().spans();
        boolean anyEnds = spans.stream().anyMatch(Span::ends);
        int[] written = IntStream.range(0, spans.size()).filter(i -> spans.get(i).start() > 0 && (!anyEnds || spans.get(i).ends()))
                .toArray();
        return written.length == 0 ? -1 : written[(int) Long.remainderUnsigned(streams.seedOf(DRAWS, draw), written.length)];
    }

    /** At most half of the text, and if possible at the end of a word: 0 if it is a single token. */
    private int plain(TokenizedDocument document) {
        int longest = Math.min(longestBytes, document.size() / 2);
        int[] starts = Arrays.copyOf(document.starts(), document.tokens());
        int last = (int) Arrays.stream(starts).filter(start -> start <= longest).count() - 1;
        return IntStream.iterate(last, token -> token > 0 && starts[token] > longest / 2, token -> token - 1)
                .filter(token -> isBlank(document.bytes()[starts[token]])).map(token -> starts[token]).findFirst()
                .orElse(last < 0 ? 0 : starts[last]);
    }

    private static boolean isBlank(byte value) {
        return value == ' ' || value == '\n' || value == '\t' || value == '\r';
    }
}
