package org.bytestill.corpus;

import java.util.List;
import java.util.Optional;
import org.bytestill.problem.Check;

/**
 * A corpus: the documents of some text files, in their order.
 *
 * @param documents   never empty; of a large text an {@link OnDemandList}
 * @param fingerprint SHA-256 of the documents, in hex
 * @param notes       what a user should know, such as invalid UTF-8; sentences
 */
public record Corpus(List<Document> documents, String fingerprint, List<String> notes) {
    /**
     * Reads a source and splits it into documents where a line or word ends. The documents of a plain text file, joined, are
     * the file, byte for byte. Text beyond the source's limit is not read.
     *
     * @throws org.bytestill.problem.UserError if a file is missing, empty or malformed; the message says what to do
     */
    public static Corpus read(TextSource source) {
        return read(source, ChatReader.NONE);
    }

    /**
     * Reads a source, and makes documents of its conversations.
     *
     * @throws org.bytestill.problem.UserError also if nothing of it is supervised
     */
    public static Corpus read(TextSource source, ChatReader chats) {
        return read(source, chats, DocumentSpool.IN_MEMORY_BYTES);
    }

    /** @param inMemoryBytes of a larger text the documents lie in a temporary file */
    static Corpus read(TextSource source, ChatReader chats, long inMemoryBytes) {
        DocumentSpool documents = new DocumentSpool(inMemoryBytes);
        try (DocumentStream stream = source.open(chats)) {
            for (Optional<Document> next = stream.next(); next.isPresent(); next = stream.next()) {
                documents.add(next.get());
            }
            Check.that(!documents.isEmpty() || chats.notes().isEmpty(), "No conversation has a supervised byte. %s",
                    String.join(" ", chats.notes()));
            Check.that(!documents.isEmpty(), "Nothing is left of the text: %d bytes are not one character. Allow more.", source.maxBytes());
            List<Document> all = documents.documents();
            return new Corpus(all, Fingerprint.of(all), stream.notes());
        }
    }

    /** Bytes of all documents. */
    public long bytes() {
        return documents.stream().mapToLong(Document::size).sum();
    }
}
