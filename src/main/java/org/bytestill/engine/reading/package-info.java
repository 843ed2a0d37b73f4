/**
 * Models opened for reading: weights, tokenizer and the byte reader over them, for runs, jobs and the inspector alike.
 *
 * <p>Start at {@link org.bytestill.engine.reading.LoadedModel}.
 */
package org.bytestill.engine.reading;
