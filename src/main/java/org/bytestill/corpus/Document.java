package org.bytestill.corpus;

import java.nio.file.Path;

/**
 * A document: a piece of text that is trained on, converted and evaluated independently, without the text before it as context.
 *
 * @param id     unique in its corpus, for messages: the file and the offset in it
 * @param bytes  the text, never empty; may be invalid UTF-8. Not copied; must not be changed
 * @param source the file of the document
 * @param offset byte offset in the file. In a file of records, such as JSON Lines: the offset of the record plus the offset in the
 *               record's text
 */
public record Document(String id, byte[] bytes, Path source, long offset) {
    /** In bytes. */
    public int size() {
        return bytes.length;
    }
}
