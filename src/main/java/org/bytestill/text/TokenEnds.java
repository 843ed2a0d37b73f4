package org.bytestill.text;

/**
 * Of a tokenizer of bytes that also writes where a token of another one ends.
 *
 * @param id         the token that stands there; it has no bytes
 * @param boundaries the tokenizer whose tokens end there
 */
public record TokenEnds(int id, Tokenizer boundaries) {
    /** The id of that token in a vocabulary that has one, or -1. */
    public static int idIn(Vocabulary vocabulary) {
        for (int id = 0; id < vocabulary.size(); id++) {
            if (vocabulary.nameOf(id).equals(EndsTokenizer.NAME)) {
                return id;
            }
        }
        return -1;
    }
}
