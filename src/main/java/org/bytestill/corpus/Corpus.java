package org.bytestill.corpus;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytestill.problem.Check;

/**
 * The documents of some files, in their order.
 *
 * @param documents   never empty
 * @param fingerprint SHA-256 of the documents, in hex
 * @param notes       what a user should know, such as invalid UTF-8; sentences
 */
public record Corpus(List<Document> documents, String fingerprint, List<String> notes) {
    /**
     * Reads text files ({@code .txt}, {@code .md}, and {@code .jsonl} with a field {@code text}) and cuts them where a line or
     * word ends. The documents of a plain text file, joined, are the file, byte for byte.
     *
     * @param files         at least one
     * @param documentBytes longest document, in bytes
     * @param maxBytes      use no more bytes than this, from the beginning; 0 uses all
     * @throws org.bytestill.problem.UserError if a file is missing, empty or malformed; the message says what to do
     */
    public static Corpus read(List<Path> files, int documentBytes, long maxBytes) {
        Check.that(!files.isEmpty(), "No text file is named. Name at least one.");
        Check.that(documentBytes >= 4, "Documents of %d bytes are too short for one character; choose at least 16.", documentBytes);
        long left = maxBytes == 0 ? Long.MAX_VALUE : maxBytes;
        List<Document> documents = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Path file : files) {
            if (left <= 0) {
                notes.add(file + " is not used: the limit of " + maxBytes + " bytes is reached before it.");
                continue;
            }
            TextFile source = new TextFile(file);
            for (TextFile.Passage passage : source.read(left)) {
                int used = add(passage, file, documentBytes, left, documents);
                left = used < passage.text().length ? 0 : left - used;
            }
            notes.addAll(source.notes());
        }
        Check.that(!documents.isEmpty(), "Nothing is left of the text: %d bytes are not one character. Allow more.", maxBytes);
        return new Corpus(List.copyOf(documents), Fingerprint.of(documents), List.copyOf(notes));
    }

    /** Cuts a passage into documents, no more bytes than wanted, and returns how many. */
    private static int add(TextFile.Passage passage, Path file, int documentBytes, long atMost, List<Document> documents) {
        int start = 0;
        for (int end : DocumentSplitter.ends(passage.text(), documentBytes)) {
            int last = end <= atMost ? end : DocumentSplitter.end(passage.text(), start, (int) atMost);
            if (last > start) {
                long offset = passage.offset() + start;
                documents.add(new Document(file + "@" + offset, Arrays.copyOfRange(passage.text(), start, last), file, offset));
                start = last;
            }
            if (last < end) {
                break;
            }
        }
        return start;
    }

    /** Bytes of all documents. */
    public long bytes() {
        return documents.stream().mapToLong(Document::size).sum();
    }
}
