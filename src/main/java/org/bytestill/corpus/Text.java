package org.bytestill.corpus;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/**
 * A text in a file, before it is cut into documents.
 *
 * @param bytes  the text, from its beginning; closed with its reader
 * @param offset where in the file the text, or the record that holds it, begins, in bytes
 */
public record Text(InputStream bytes, long offset) {
    /** A text that is in memory. */
    public static Text of(byte[] bytes, long offset) {
        return new Text(new ByteArrayInputStream(bytes), offset);
    }
}
