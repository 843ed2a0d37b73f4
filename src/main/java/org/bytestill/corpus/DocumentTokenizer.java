package org.bytestill.corpus;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.bytestill.problem.UserError;
import org.bytestill.text.ControlTokens;
import org.bytestill.text.Span;
import org.bytestill.text.Tokenizer;

/**
 * Tokenizes documents for the student and records the byte offset of every token, by which the teacher's distributions are
 * aligned (method.md F12). No token crosses an edge of a supervised span. In a text rendered by a chat template the names of special
 * tokens are these tokens.
 */
public final class DocumentTokenizer {
    /** Shared by all documents without special tokens; nobody changes it. */
    private static final BitSet NO_SPECIAL = new BitSet(0);

    private final Tokenizer tokenizer;
    private final ControlTokens controls;
    private final int maxTokens;
    private final String reader;

    /**
     * For the student.
     *
     * @param tokenizer tokenizer of the student
     * @param maxTokens most tokens of a document: the student's context without the tokens put before the text
     */
    public DocumentTokenizer(Tokenizer tokenizer, int maxTokens) {
        this(tokenizer, maxTokens, "student");
    }

    /** @param reader what messages call the model, such as {@code teacher} */
    public DocumentTokenizer(Tokenizer tokenizer, int maxTokens, String reader) {
        this.reader = reader;
        this.tokenizer = tokenizer;
        this.controls = tokenizer.controls();
        this.maxTokens = maxTokens;
    }

    /**
     * Each document for itself, in their order, on all cores; on demand if the documents are. Throws {@link UserError} as for a single one;
     * of documents in memory it is of the first that is wrong.
     */
    public List<TokenizedDocument> tokenize(List<Document> documents) {
        if (OnDemandList.isOnDemand(documents)) {
            IntStream.range(0, documents.size()).parallel().forEach(i -> tokenize(documents.get(i))); // told before training, not in it
            return new OnDemandList<>(documents.size(), i -> cut(documents.get(i)));
        }
        List<TokenizedDocument> tokenized = documents.parallelStream().map(this::cut).toList();
        tokenized.forEach(this::checked);
        return tokenized;
    }

    /** @throws UserError if the document has more tokens than the student can read at once */
    public TokenizedDocument tokenize(Document document) {
        return checked(cut(document));
    }

    private TokenizedDocument cut(Document document) {
        Cutting cutting = new Cutting(document);
        int from = 0;
        for (int edge : edges(document)) {
            cutting.addPart(from, edge);
            from = edge;
        }
        return cutting.tokenized();
    }

    /** The tokens of a whole text, which may cross the edges of its supervised spans. */
    public TokenizedDocument tokenizeWhole(Document document) {
        Cutting cutting = new Cutting(document);
        cutting.addPart(0, document.size());
        return checked(cutting.tokenized());
    }

    /** Where a token has to end: the edges of the supervised spans, and the end of the text. */
    private static TreeSet<Integer> edges(Document document) {
        TreeSet<Integer> edges = new TreeSet<>();
        for (Span span : document.supervision().spans()) {
            edges.add(span.start());
            edges.add(span.end());
        }
        edges.add(document.size());
        return edges;
    }

    private TokenizedDocument checked(TokenizedDocument tokenized) {
        int size = tokenized.size();
        int tokens = tokenized.tokens();
        if (tokens > maxTokens) {
            throw UserError.badInput(
                    "%s: %d bytes are %d %s tokens, the %s reads at most %d at once. Set text.document_bytes to %d or less.",
                    tokenized.id(), size, tokens, reader, reader, maxTokens, Math.max(16, (long) size * maxTokens / tokens));
        }
        if (tokenized.starts()[tokens] != size) {
            throw new IllegalStateException(
                    tokenized.id() + ": tokens of " + tokenized.starts()[tokens] + " bytes do not tile " + size + " bytes");
        }
        return tokenized;
    }

    /** The tokens of one document so far. */
    private final class Cutting {
        private final Document document;
        private final BitSet special = new BitSet();
        private int[] ids = new int[16];
        private int[] starts = new int[16];
        private int tokens;
        private int at;

        Cutting(Document document) {
            this.document = document;
        }

        void addPart(int from, int to) {
            int free = from;
            for (ControlTokens.Place place : document.markup().isRendered() ? controls.in(document.bytes(), from, to)
                    : List.<ControlTokens.Place>of()) {
                addText(free, place.start());
                special.set(tokens);
                add(place.id(), place.end() - place.start());
                free = place.end();
            }
            addText(free, to);
        }

        private void addText(int from, int to) {
            byte[] text = document.bytes();
            if (to > from) {
                byte[] part = from == 0 && to == text.length ? text : Arrays.copyOfRange(text, from, to);
                for (int id : tokenizer.encode(part)) {
                    add(id, tokenizer.vocabulary().bytesOf(id).length);
                }
            }
        }

        private void add(int id, int bytes) {
            if (tokens == ids.length) {
                ids = Arrays.copyOf(ids, 2 * tokens);
                starts = Arrays.copyOf(starts, 2 * tokens);
            }
            ids[tokens] = id;
            starts[tokens++] = at;
            at += bytes;
        }

        TokenizedDocument tokenized() {
            int[] offsets = Arrays.copyOf(starts, tokens + 1);
            offsets[tokens] = at;
            return new TokenizedDocument(document, Arrays.copyOf(ids, tokens), offsets, begin(), special.isEmpty() ? NO_SPECIAL : special);
        }

        private int begin() {
            Integer named = document.markup().begin().isEmpty() ? null : controls.idOf(document.markup().begin());
            return named == null ? -1 : named;
        }
    }
}
