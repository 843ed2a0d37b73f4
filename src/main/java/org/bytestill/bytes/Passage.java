package org.bytestill.bytes;

/**
 * A text to be read as bytes after a prompt that is given as tokens, such as an assistant's answer after a rendered conversation. The
 * distributions of the text are conditional on the prompt.
 *
 * @param prompt tokens before the text, from the begin of sequence on, special tokens included; empty for the begin of sequence alone
 * @param text   not empty; not copied
 */
public record Passage(int[] prompt, byte[] text) {
    private static final int[] NOTHING = new int[0];

    /** A whole document. */
    public static Passage of(byte[] document) {
        return new Passage(NOTHING, document);
    }
}
