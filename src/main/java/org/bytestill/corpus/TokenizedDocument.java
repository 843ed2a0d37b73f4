package org.bytestill.corpus;

/**
 * A tokenized document: the student's tokens and their byte offsets.
 *
 * @param ids    student tokens, without special tokens, (tokens)
 * @param starts byte offset of each token, then the size of the document, (tokens + 1)
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
