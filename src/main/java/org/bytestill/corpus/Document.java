package org.bytestill.corpus;

import java.nio.file.Path;

/**
 * A document: a piece of text that is trained on, read and measured by itself. Models know nothing of what stood before it.
 *
 * @param id     unique in its corpus, for messages: the file and the offset in it
 * @param bytes  the text, never empty; may be invalid UTF-8. Not copied: nobody changes it
 * @param source the file it came from
 * @param offset where in the file it begins, in bytes. Where a file holds records, such as the lines of JSON Lines: where its record
 *               begins, and how far into the record's text it begins, together
 */
public record Document(String id, byte[] bytes, Path source, long offset) {
    /** In bytes. */
    public int size() {
        return bytes.length;
    }
}
