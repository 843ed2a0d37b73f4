/**
 * The covering by canonical prefixes: the tree of canonical contexts of a text, its next-byte distributions, their gradient in
 * closed form, and the pruning of its nodes (method.md 1.6, 3.2, 3.3).
 *
 * <p>Start at {@link org.bytestill.bytes.cover.CoverTree} and {@link org.bytestill.bytes.cover.CoverSums}.
 */
@NullMarked
package org.bytestill.bytes.cover;

import org.jspecify.annotations.NullMarked;
