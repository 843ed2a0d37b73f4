package org.bytestill.corpus;

import java.nio.file.Path;
import java.util.List;

/**
 * A document: a piece of text that is trained on, converted and evaluated independently, without the text before it as context.
 *
 * @param id           unique in its corpus, for messages: the file, the row in it, and the offset in that
 * @param bytes       the text, never empty; may be invalid UTF-8. Not copied; must not be changed
 * @param source      the file of the document
 * @param offset      byte offset in the file. In a file of records, such as JSON Lines: the offset of the record plus the offset in the
 *                    record's text
 * @param supervision which of its bytes a student learns to write
 * @param markup       what special tokens it holds
 * @param counterparts for each teacher that renders conversations by itself, the supervised spans in its rendering; empty where all
 *                     models read this text
 */
public record Document(String id, byte[] bytes, Path source, long offset, Supervision supervision, Markup markup,
        List<List<Counterpart>> counterparts) {
    /** A text that all models read alike. */
    public Document(String id, byte[] bytes, Path source, long offset, Supervision supervision, Markup markup) {
        this(id, bytes, source, offset, supervision, markup, List.of());
    }

    /** A plain text, all of which is supervised. */
    public Document(String id, byte[] bytes, Path source, long offset) {
        this(id, bytes, source, offset, Supervision.whole(bytes.length), Markup.PLAIN);
    }

    /**
     * How names of special tokens in a text are meant.
     *
     * @param isRendered true if the text was rendered by a chat template: the name of a special token stands for that token. False if it
     *                   is ordinary text
     * @param begin      name of the special token before the text, in place of the begin-of-sequence token; empty for that token
     */
    public record Markup(boolean isRendered, String begin) {
        /** Text without special tokens. */
        public static final Markup PLAIN = new Markup(false, "");
    }

    /** In bytes. */
    public int size() {
        return bytes.length;
    }

    /** True if it is a text without special tokens, all of which is supervised. */
    public boolean isPlain() {
        return !markup.isRendered() && supervision.isWhole(size());
    }
}
