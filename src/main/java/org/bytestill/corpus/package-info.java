/**
 * Documents: where text comes from, how it is split, in which order it is seen. Bytes in are bytes out, invalid UTF-8 too.
 *
 * <p>Start at {@link org.bytestill.corpus.TextSource}, which says what is read; a {@link org.bytestill.corpus.TextFormat} reads one form of
 * file, {@link org.bytestill.corpus.TextFormats} lists them, {@link org.bytestill.corpus.DocumentStream} gives the
 * {@link org.bytestill.corpus.Document}s one by one and a {@link org.bytestill.corpus.Corpus} holds them all.
 * {@link org.bytestill.corpus.DocumentTokenizer} lays one out as student tokens, {@link org.bytestill.corpus.DocumentOrder} says which comes
 * when. Knows text; nothing of models.
 */
@NullMarked
package org.bytestill.corpus;

import org.jspecify.annotations.NullMarked;
