/**
 * The factory of byte readers: {@link org.bytestill.bytes.readers.ByteReaders} knows all conversion methods, none of them knows
 * the factory.
 */
@NullMarked
package org.bytestill.bytes.readers;

import org.jspecify.annotations.NullMarked;
