/**
 * Models opened for inference: weights, tokenizer and the byte reader over them, for runs, jobs and the inspector.
 *
 * <p>Start at {@link org.bytestill.engine.reading.LoadedModel}.
 */
@NullMarked
package org.bytestill.engine.reading;

import org.jspecify.annotations.NullMarked;
