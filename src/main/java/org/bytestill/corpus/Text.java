package org.bytestill.corpus;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/**
 * A text in a file, before it is split into documents.
 *
 * @param bytes  the text, from its beginning; closed with its reader
 * @param offset byte offset in the file of the text, or of the record that contains it
 */
public record Text(InputStream bytes, long offset) {
    /** A text that is in memory. */
    public static Text of(byte[] bytes, long offset) {
        return new Text(new ByteArrayInputStream(bytes), offset);
    }
}
