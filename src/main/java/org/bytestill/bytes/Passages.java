package org.bytestill.bytes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.DocumentTokenizer;
import org.bytestill.corpus.OnDemandList;
import org.bytestill.corpus.SpanIndex;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.text.Span;
import org.bytestill.text.Tokenizer;

/**
 * The supervised spans of documents as passages to be read as bytes: each after the tokens before it, as a model that writes it would
 * have them. A span whose end is supervised has one byte more, the first of the end-of-turn token's name, so that there is a
 * distribution at the end; a reader does not look at that byte before then.
 */
public final class Passages {
    private Passages() {}

    /**
     * The passages of a document, in the order of its spans.
     *
     * @param beginOfSequence of the model that reads, or -1
     */
    public static List<Passage> of(TokenizedDocument document, int beginOfSequence) {
        List<Passage> passages = new ArrayList<>();
        for (Span span : document.byteSpans()) {
            byte[] text = Arrays.copyOfRange(document.bytes(), span.start(), span.start() + span.rows());
            passages.add(new Passage(prompt(document, span.start(), beginOfSequence), text, span.ends()));
        }
        return passages;
    }

    /**
     * The passages of documents as a teacher reads them, in the order of {@link SpanIndex}: in its own rendering where it has one.
     *
     * @param teacher number of the teacher
     */
    public static List<Passage> of(List<Document> documents, int teacher, Tokenizer tokenizer) {
        DocumentTokenizer documentTokenizer = new DocumentTokenizer(tokenizer, Integer.MAX_VALUE);
        int begin = tokenizer.vocabulary().beginOfSequence();
        Function<Document, List<Passage>> reading = document -> of(document, teacher, documentTokenizer, begin);
        if (OnDemandList.isOnDemand(documents)) {
            SpanIndex spans = new SpanIndex(documents);
            return new OnDemandList<>(spans.size(), span -> reading.apply(documents.get(spans.document(span)))
                    .get(span - spans.size(spans.document(span))));
        }
        return documents.stream().flatMap(document -> reading.apply(document).stream()).toList();
    }

    private static List<Passage> of(Document document, int teacher, DocumentTokenizer tokenizer, int begin) {
        if (document.isPlain()) {
            return List.of(Passage.of(document.bytes()));
        }
        if (document.counterparts().isEmpty()) {
            return of(tokenizer.tokenize(document), begin);
        }
        return document.counterparts().get(teacher).stream()
                .flatMap(other -> of(tokenizer.tokenize(other.document(document)), begin).stream()).toList();
    }

    /**
     * The tokens before an offset at which a token begins, the one before the text included.
     *
     * @param beginOfSequence of the model that reads, or -1
     */
    public static int[] prompt(TokenizedDocument document, int offset, int beginOfSequence) {
        int before = Arrays.binarySearch(document.starts(), offset);
        int begin = document.beginOr(beginOfSequence);
        int[] prompt = new int[before + (begin < 0 ? 0 : 1)];
        System.arraycopy(document.ids(), 0, prompt, prompt.length - before, before);
        if (begin >= 0) {
            prompt[0] = begin;
        }
        return prompt;
    }
}
