/**
 * Comparison of objectives: variants of a configuration trained with the same seeds on the same text, and the table of their results.
 *
 * <p>Start at {@link org.bytestill.engine.compare.CompareService}.
 */
@NullMarked
package org.bytestill.engine.compare;

import org.jspecify.annotations.NullMarked;
