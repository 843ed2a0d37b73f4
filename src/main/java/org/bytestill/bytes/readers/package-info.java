/**
 * The factory of byte readers: {@link org.bytestill.bytes.readers.ByteReaders} knows all conversion methods, none of them knows
 * the factory.
 */
package org.bytestill.bytes.readers;
