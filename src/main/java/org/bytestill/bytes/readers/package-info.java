/**
 * Makes the reader of a conversion method: {@link org.bytestill.bytes.readers.ByteReaders} knows all of them, none of them knows it.
 */
package org.bytestill.bytes.readers;
