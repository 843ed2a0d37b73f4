package org.bytestill.corpus;

import java.util.List;
import org.bytestill.problem.UserError;
import org.bytestill.text.Tokenizer;

/**
 * Tokenizes documents for the student and records the byte offset of every token, by which the teacher's distributions are
 * aligned (method.md F12).
 */
public final class DocumentTokenizer {
    private final Tokenizer tokenizer;
    private final int maxTokens;

    /**
     * @param tokenizer tokenizer of the student
     * @param maxTokens most tokens of a document: the student's context without the tokens put before the text
     */
    public DocumentTokenizer(Tokenizer tokenizer, int maxTokens) {
        this.tokenizer = tokenizer;
        this.maxTokens = maxTokens;
    }

    /** Each document for itself, in their order; throws {@link UserError} as for a single one. */
    public List<TokenizedDocument> tokenize(List<Document> documents) {
        return documents.stream().map(this::tokenize).toList();
    }

    /** @throws UserError if the document has more tokens than the student can read at once */
    public TokenizedDocument tokenize(Document document) {
        int[] ids = tokenizer.encode(document.bytes());
        if (ids.length > maxTokens) {
            throw UserError.badInput(
                    "%s: %d bytes are %d student tokens, the student reads at most %d at once. Set text.document_bytes to %d or less.",
                    document.id(), document.size(), ids.length, maxTokens, Math.max(16, (long) document.size() * maxTokens / ids.length));
        }
        int[] starts = new int[ids.length + 1];
        for (int token = 0; token < ids.length; token++) {
            starts[token + 1] = starts[token] + tokenizer.vocabulary().bytesOf(ids[token]).length;
        }
        if (starts[ids.length] != document.size()) {
            throw new IllegalStateException(
                    document.id() + ": tokens of " + starts[ids.length] + " bytes do not tile " + document.size() + " bytes");
        }
        return new TokenizedDocument(document, ids, starts);
    }
}
