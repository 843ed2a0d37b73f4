/**
 * Documents: where text comes from, how it is cut, which part is held out. Bytes in are bytes out, invalid UTF-8 too.
 *
 * <p>Start at {@code Document}. Knows text; nothing of models.
 */
package org.bytestill.corpus;
