package org.bytestill.corpus;

/**
 * A document as the student's tokens.
 *
 * @param ids    student tokens, no special one among them, (tokens)
 * @param starts byte offset at which each token begins; one more at the end, the document's size, (tokens + 1)
 */
public record TokenizedDocument(Document document, int[] ids, int[] starts) {
    /** Its document's name, for messages. */
    public String id() {
        return document.id();
    }

    /** Its text; not copied, nobody changes it. */
    public byte[] bytes() {
        return document.bytes();
    }

    /** Length of its text, in bytes. */
    public int size() {
        return document.size();
    }

    /** Number of its tokens. */
    public int tokens() {
        return ids.length;
    }
}
