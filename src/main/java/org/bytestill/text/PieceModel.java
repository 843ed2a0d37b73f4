package org.bytestill.text;

/** How one piece of a text becomes tokens, once the text is cut into pieces. Safe for use by several threads. */
interface PieceModel {
    /**
     * Tokens of text[from, to), which joined are its bytes.
     *
     * @param text bytes; in byte-level spelling the piece may begin or end inside a character, in the other it is valid UTF-8
     * @throws org.bytestill.problem.UserError if a byte has no token, with its offset
     */
    int[] cut(byte[] text, int from, int to);
}
