/**
 * Documents: where text comes from, how it is cut, in which order it is seen. Bytes in are bytes out, invalid UTF-8 too.
 *
 * <p>Start at {@link org.bytestill.corpus.Corpus}, which reads files into {@link org.bytestill.corpus.Document}s;
 * {@link org.bytestill.corpus.DocumentTokenizer} lays one out as student tokens, {@link org.bytestill.corpus.DocumentOrder} says which comes
 * when. Knows text; nothing of models.
 */
@NullMarked
package org.bytestill.corpus;

import org.jspecify.annotations.NullMarked;
