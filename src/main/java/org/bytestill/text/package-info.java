/**
 * Bytes and tokens without tensors: what a tokenizer cuts, and the byte string of every token.
 *
 * <p>Start at {@link org.bytestill.text.Tokenizer}. {@link org.bytestill.text.Vocabulary} holds the byte strings,
 * {@link org.bytestill.text.TokenTrie} orders them, {@code TokenizerJson} reads them from a Hugging Face {@code tokenizer.json},
 * or from one that {@code GgufTokenizer} makes of a GGUF file; {@code JsonTokenizer} cuts with it. What a model of each
 * {@code TokenizerKind} does with a piece of text is a {@code PieceModel}. {@link org.bytestill.text.NewTokenizer}
 * is what a student may get in place of its own, a {@code ByteTokenizer} among others; {@link org.bytestill.util.BaseModel} finds the model whose
 * tokenizer an adapter uses, and {@link org.bytestill.util.FileManifest} says whether a checkpoint is still as it was written.
 * Knows nothing of tensors, models or run folders.
 */
package org.bytestill.text;
