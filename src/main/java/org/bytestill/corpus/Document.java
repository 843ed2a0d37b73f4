package org.bytestill.corpus;

import java.nio.file.Path;

/**
 * A piece of text that is read from its own beginning: models know nothing of what stood before it.
 *
 * @param id     unique in its corpus, for messages: the file and the offset in it
 * @param bytes  the text, never empty; may be invalid UTF-8. Not copied: nobody changes it
 * @param source the file it came from
 * @param offset where in the file it begins, in bytes; of a JSON Lines file, where its line begins
 */
public record Document(String id, byte[] bytes, Path source, long offset) {
    public int size() {
        return bytes.length;
    }
}
