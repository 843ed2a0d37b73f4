package org.bytestill.bytes;

/**
 * A text to be read as bytes after a prompt that is given as tokens, such as an assistant's answer after a rendered conversation. The
 * distributions of the text are conditional on the prompt.
 *
 * @param prompt tokens before the text, from the begin of sequence on, special tokens included; empty for the begin of sequence alone
 * @param text   not empty; not copied
 * @param ends   true if the text ends before its last byte, which only holds the place of the end: there is a distribution where the end
 *               is the outcome that was observed. No distribution depends on that byte
 */
public record Passage(int[] prompt, byte[] text, boolean ends) {
    private static final int[] NOTHING = new int[0];

    /** A text that does not end. */
    public Passage(int[] prompt, byte[] text) {
        this(prompt, text, false);
    }

    /** A whole document. */
    public static Passage of(byte[] document) {
        return new Passage(NOTHING, document);
    }

    /** Number of next-byte distributions. */
    public int rows() {
        return text.length;
    }

    /** The outcome that the text has at a row: its byte, or the end. */
    public int observed(int row) {
        return ends && row == text.length - 1 ? ByteDistribution.EOS : text[row] & 0xFF;
    }
}
