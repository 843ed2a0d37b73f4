package org.bytestill.corpus;

import java.io.IOException;
import java.util.List;

/**
 * A file format of text: how it is recognised, its name, and how its texts are read. {@link TextFormats} is the registry; a new
 * format needs its class and its line there.
 */
public interface TextFormat {
    /** What it is, for help and choosers: a noun, without its endings. */
    String name();

    /** Endings of file names, lower case and without the dot, the usual one first. */
    List<String> endings();

    /** Whether the file has this format: by the ending of its name. A format without an ending of its own looks at the first bytes. */
    default boolean recognises(TextFile file) {
        return file.endsIn(endings());
    }

    /**
     * Opens a file of this form.
     *
     * @param atMost bytes of text wanted: what lies beyond them, and the few more that end a character, need not be read
     * @throws IOException                           if the file cannot be read
     * @throws org.bytestill.problem.UserError if its beginning shows that it does not have this form
     */
    TextReader open(TextFile file, long atMost) throws IOException;
}
