package org.bytestill.corpus;

import java.util.Arrays;
import java.util.List;
import org.bytestill.text.Span;

/**
 * Numbers the supervised spans of a corpus, in the order of documents and of spans in a document. The rows of a teacher are kept by
 * these numbers, because each teacher has the spans in a rendering of its own.
 */
public final class SpanIndex {
    private final List<Document> documents;
    /** Number of the first span of each document, then the number of all spans. */
    private final int[] first;

    public SpanIndex(List<Document> documents) {
        this.documents = documents;
        this.first = new int[documents.size() + 1];
        for (int i = 0; i < documents.size(); i++) {
            first[i + 1] = first[i] + documents.get(i).supervision().spans().size();
        }
    }

    /** Number of spans. */
    public int size() {
        return first[documents.size()];
    }

    /** Number of spans of the first documents. */
    public int size(int firstDocuments) {
        return first[firstDocuments];
    }

    /** The document of a span, by its number. */
    public int document(int span) {
        int found = Arrays.binarySearch(first, span);
        if (found < 0) {
            return -found - 2;
        }
        while (first[found + 1] == span) {
            found++; // documents without a span have the same number
        }
        return found;
    }

    /** Number of rows of each span. */
    public int[] rows() {
        return documents.stream().flatMap(document -> document.supervision().spans().stream()).mapToInt(Span::rows).toArray();
    }

    /** Rows of all spans. */
    public long allRows() {
        return Arrays.stream(rows()).asLongStream().sum();
    }

    /**
     * Number of the span at a place of a document.
     *
     * @throws IllegalArgumentException if nothing is supervised there
     */
    public int span(int document, int offset) {
        return first[document] + at(document, offset);
    }

    /** Row of a place of a document in its span. */
    public int row(int document, int offset) {
        return offset - documents.get(document).supervision().spans().get(at(document, offset)).start();
    }

    private int at(int document, int offset) {
        int at = documents.get(document).supervision().at(offset);
        if (at < 0) {
            throw new IllegalArgumentException("Byte " + offset + " of " + documents.get(document).id() + " is not supervised.");
        }
        return at;
    }
}
