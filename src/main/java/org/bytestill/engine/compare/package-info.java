/**
 * Variants of a configuration trained one after the other over the same seeds, and the table they make.
 *
 * <p>Start at {@link org.bytestill.engine.compare.CompareService}.
 */
package org.bytestill.engine.compare;
