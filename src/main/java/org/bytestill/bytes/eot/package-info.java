/**
 * End-of-token rows: the distributions inside the teacher's own tokens, from one next-token distribution each, in which "the token ends
 * here" is an outcome (arXiv 2609.12303; method.md 1.6.1).
 *
 * <p>Start at {@link org.bytestill.bytes.eot.EndRows}, the distributions of one token; {@code EotReader} reads texts by them.
 */
@NullMarked
package org.bytestill.bytes.eot;

import org.jspecify.annotations.NullMarked;
