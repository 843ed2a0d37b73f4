package org.bytestill.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytestill.problem.Check;

/**
 * A corpus: the documents of some text files, in their order, in memory.
 *
 * @param documents   never empty
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
        List<Document> documents = new ArrayList<>();
        try (DocumentStream stream = source.open(chats)) {
            for (Optional<Document> next = stream.next(); next.isPresent(); next = stream.next()) {
                documents.add(next.get());
            }
            Check.that(!documents.isEmpty() || chats.notes().isEmpty(), "No conversation has a supervised byte. %s",
                    String.join(" ", chats.notes()));
            Check.that(!documents.isEmpty(), "Nothing is left of the text: %d bytes are not one character. Allow more.", source.maxBytes());
            return new Corpus(List.copyOf(documents), Fingerprint.of(documents), stream.notes());
        }
    }

    /** Bytes of all documents. */
    public long bytes() {
        return documents.stream().mapToLong(Document::size).sum();
    }
}
