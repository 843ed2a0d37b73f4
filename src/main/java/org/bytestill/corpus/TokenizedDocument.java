package org.bytestill.corpus;

/**
 * A document as the student reads it.
 *
 * @param ids    student tokens, no special one among them, (tokens)
 * @param starts byte offset at which each token begins; one more at the end, the document's size, (tokens + 1)
 */
public record TokenizedDocument(Document document, int[] ids, int[] starts) {
    public int tokens() {
        return ids.length;
    }
}
