package org.bytestill.text;

/** The subword model of a tokenizer, BPE or Unigram: encodes one pre-tokenized piece of a text. Thread-safe. */
interface PieceModel {
    /**
     * Encodes text[from, to); the tokens joined are its bytes.
     *
     * @param text bytes; a byte-level piece may begin or end inside a character, a SentencePiece one is valid UTF-8
     * @throws org.bytestill.problem.UserError if a byte has no token, with its offset
     */
    int[] cut(byte[] text, int from, int to);
}
