/**
 * The covering tree of canonical prefixes: one context a byte position, its next-byte distributions, their gradient, and pruning.
 *
 * <p>Start at {@link org.bytestill.bytes.cover.CoverTree} and {@link org.bytestill.bytes.cover.CoverSums}.
 */
package org.bytestill.bytes.cover;
