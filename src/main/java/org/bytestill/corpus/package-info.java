/**
 * The corpus: text files of several formats, their split into documents, the tokenization and the order of documents. Bytes of plain
 * text are kept as they are, even if they are invalid UTF-8.
 *
 * <p>Start at {@link org.bytestill.corpus.TextSource}, the choice of text; {@link org.bytestill.corpus.TextFormats} is the registry of
 * formats, whose files are read as records by {@code corpus.records} and understood by {@code corpus.shapes};
 * {@link org.bytestill.corpus.DocumentStream} reads the {@link org.bytestill.corpus.Document}s one by one, and a {@link org.bytestill.corpus.Corpus} holds all of them in
 * memory. {@link org.bytestill.corpus.DocumentTokenizer} tokenizes a document for the student,
 * {@link org.bytestill.corpus.DocumentOrder} shuffles the documents of each epoch. The package knows text; nothing of models.
 */
@NullMarked
package org.bytestill.corpus;

import org.jspecify.annotations.NullMarked;
