/**
 * A byte student with token ends read as bytes: what it says of the next byte, whether the token ends before it or not (method.md 1.6.2).
 */
@NullMarked
package org.bytestill.bytes.ends;

import org.jspecify.annotations.NullMarked;
