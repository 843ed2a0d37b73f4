/**
 * Tokenizers: byte-pair encoding (BPE) and Unigram, byte-level or SentencePiece, from {@code tokenizer.json} or GGUF metadata; and the
 * byte string of every token.
 *
 * <p>Start at {@link org.bytestill.text.Tokenizer}. {@link org.bytestill.text.Vocabulary} holds the byte strings,
 * {@link org.bytestill.text.TokenTrie} is their prefix tree, {@code TokenizerJson} parses a Hugging Face {@code tokenizer.json}, or one
 * that {@code GgufTokenizer} generates from GGUF metadata; {@code JsonTokenizer} encodes with it. {@code PieceModel} is the encoding of one
 * pre-tokenized piece by each {@code TokenizerKind}. {@link org.bytestill.text.NewTokenizer} is a tokenizer that replaces the student's
 * own, for example a {@code ByteTokenizer}. Knows nothing of tensors, models or run folders.
 */
@NullMarked
package org.bytestill.text;

import org.jspecify.annotations.NullMarked;
