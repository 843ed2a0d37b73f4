package org.bytestill.onpolicy;

import java.util.Arrays;
import org.bytestill.corpus.TokenizedDocument;

/**
 * The beginning of a document, after which the student writes on.
 *
 * @param place  number of the document among those that were asked for
 * @param source the document, in the student's tokens
 * @param offset where the prompt ends; a token begins there
 * @param span   number of the supervised span that begins there; of a plain text 0
 * @param ids    the student's tokens before the offset, the one before the text included
 */
public record Prompt(int place, TokenizedDocument source, int offset, int span, int[] ids) {
    /** Its bytes. */
    public byte[] bytes() {
        return Arrays.copyOf(source.bytes(), offset);
    }
}
