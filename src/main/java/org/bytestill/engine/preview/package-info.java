/**
 * A look at a run's text before training: the documents as student and teachers read them, with tokens and supervised bytes.
 *
 * <p>Start at {@link org.bytestill.engine.preview.TextPreview}.
 */
@NullMarked
package org.bytestill.engine.preview;

import org.jspecify.annotations.NullMarked;
